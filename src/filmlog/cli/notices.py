"""What a command mentions beside its work: a pass that is about to end, once."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from filmlog import paths
from filmlog.cli.context import Session
from filmlog.errors import FilmlogError

if TYPE_CHECKING:
    from filmlog.screen.passes import Running
    from filmlog.storage.lists import DiaryLists

_REMEMBERED = 200
_LONGEST_NOTICE = timedelta(days=3, minutes=1)


def mention_passes(session: Session, diary: DiaryLists) -> None:
    """Say which passes are about to end or to be paid again, unless it was said before.

    One statement of SQL where there is nothing to say, which is nearly always.
    """
    mode = session.config["pass_notice"]
    if mode == "never":
        return
    now = session.now
    span = (now, now + _LONGEST_NOTICE)
    stored = [f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in span]
    if not diary.has_pass_ending(*stored):
        return
    from filmlog.cli.passes import running
    from filmlog.domain.passes import is_about_to_end
    from filmlog.screen.passes import ending_words

    due = [one for one in running(diary, now) if is_about_to_end(one.period, now)]
    for one in _unsaid(due) if mode == "once" else due:
        session.say(ending_words(one.pass_, one.source, one.period, now))


def _unsaid(due: list[Running]) -> list[Running]:
    """Those not mentioned before, which from now on they are.

    A state folder that cannot be written to costs a word too many and no more.
    """
    path = paths.notices_path()
    try:
        said = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        said = []
    fresh = {f"{one.pass_.id} {one.period.ends:%Y-%m-%dT%H:%M%z}": one for one in due}
    fresh = {line: one for line, one in fresh.items() if line not in said}
    if fresh:
        from filmlog.files import make_private_dir, write_private

        lines = [*said, *fresh][-_REMEMBERED:]
        try:
            make_private_dir(path.parent)
            write_private(path, "".join(f"{line}\n" for line in lines).encode(), durable=False)
        except FilmlogError:
            return list(fresh.values())
    return list(fresh.values())
