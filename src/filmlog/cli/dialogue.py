"""`filmlog add` with no title: a short dialogue; every line of it but the title is optional."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from filmlog.cli.completion import titles_to_log
from filmlog.cli.context import Session
from filmlog.cli.fields import VIEWING_FIELDS
from filmlog.cli.questions import Completer, ask
from filmlog.errors import DiaryError, FilmlogError, UsageError

_READERS = {field.name: field.read for field in VIEWING_FIELDS}


def ask_for_viewing(session: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for title, date, rating, source and a few words, leaving out what options said.

    Returns the options as the command line would have given them. A wrong answer is asked again.
    """
    session.say("A film for your diary. Enter alone leaves a line empty, Ctrl-C stops.")
    answers: dict[str, Any] = {"title": _title(session)}
    for name, question in (
        ("on", "When did you watch it? [today]"),
        ("rating", "Your rating, out of five stars?"),
    ):
        if given.get(name) is None:
            answers[name] = _checked(session, name, question)
    if given.get("source") is None:
        sources = _names(session, "sources_starting")
        answers["source"] = ask("Where did you find it?", complete=sources) or None
    if not any(given.get(name) for name in ("review", "review_file", "edit")):
        answers["review"] = ask("A few words about it?") or None
    return answers


def _title(session: Session) -> str:
    titles = partial(titles_to_log, session)
    for _ in range(3):
        title = ask("Which film? (Tab completes)", complete=titles)
        if title:
            return title
    raise UsageError("A film needs a title.", "Run `filmlog add` again.")


def _checked(session: Session, name: str, question: str) -> str | None:
    for _ in range(3):
        answer = ask(question)
        if not answer:
            return None
        try:
            _READERS[name](session, [answer])
        except FilmlogError as error:
            session.say(error.sentence, error.hint)
        else:
            return answer
    raise UsageError("Three answers could not be read.", "Run `filmlog add` again.")


def _names(session: Session, lookup: str) -> Completer:
    def names(text: str) -> list[str]:
        try:
            with session.lists() as diary:
                found: list[str] = getattr(diary, lookup)(text)
                return found
        except DiaryError:
            return []

    return names
