"""`filmlog sync` itself, and asking about what only a person can tell."""

from __future__ import annotations

from filmlog.cli.context import Session
from filmlog.cli.questions import ask
from filmlog.cli.sync import account
from filmlog.cli.sync.conflicts import Question, questions
from filmlog.cli.sync.opening import repository_of
from filmlog.cli.sync.rounds import Rounds
from filmlog.cli.sync.settling import CHOICES, Choice, choices, settle
from filmlog.domain.numerals import counted
from filmlog.errors import CancelledError, OpenConflictsError, UsageError
from filmlog.screen.conflicts import question_lines, question_words
from filmlog.storage.diary import Diary


def sync(session: Session, *, dry_run: bool) -> None:
    """Sync; settle conflicts where a person can be asked, else end with OpenConflictsError."""
    done = _synced(session, dry_run=dry_run)
    if dry_run:
        if done.clashes:
            session.say(f"{counted(done.clashes, 'conflict')} would be to settle.")
        session.say("Nothing was changed; without --dry-run this is done.")
        return
    # While a person thinks no other sync has to wait.
    with session.diary() as diary:
        is_settled = session.may_ask and _asked_about(session, diary, questions(diary)) > 0
    if is_settled:
        _synced(session, dry_run=False)
    with session.diary() as diary:
        left = len(questions(diary))
    if left:
        raise OpenConflictsError(
            f"{counted(left, 'conflict')} to settle: one value stands so far, the other is kept.",
            "`filmlog sync status` shows both sides, `filmlog sync settle` settles them.",
        )


def _synced(session: Session, *, dry_run: bool) -> account.Account:
    with repository_of(session) as repository, session.diary_or_new() as diary:
        done = Rounds(session, diary, repository, dry_run=dry_run).run()
    session.say(*account.lines(done, account.WOULD_BE if dry_run else account.DONE))
    return done


def settle_open(session: Session, number: int | None, choice: Choice | None) -> None:
    """Settle one conflict, or all; those without a choice are asked about."""
    with session.diary() as diary:
        found = questions(diary)
        if not found:
            session.say("There is no conflict to settle.")
            return
        if number is not None:
            found = [one for one in found if one.conflict.number == number]
            if not found:
                raise UsageError(
                    f"There is no conflict #{number}.", "`filmlog sync status` shows the numbers."
                )
        if choice is None:
            if not session.may_ask:
                raise UsageError(
                    "Nobody can be asked here.", "Add --mine, --theirs, --both or --edit."
                )
            settled = _asked_about(session, diary, found)
        else:
            settled = _settled(session, diary, found, choice)
    if settled:
        session.say("`filmlog sync` tells the other machines; `filmlog undo` takes it back.")


def _settled(session: Session, diary: Diary, found: list[Question], choice: Choice) -> int:
    """Settle conflicts in one way; how many were. Raises UsageError where none has it."""
    settled = settle(session, diary, found, choice)
    for question in found:
        is_settled = any(one is question for one in settled)
        session.say(f"{'Settled' if is_settled else 'Left open'}: {question_words(question)}.")
    if not settled and choice != "edit":
        raise UsageError(
            f"None of them can be settled by {choice!r}.",
            f"It can by {', '.join(dict.fromkeys(w for one in found for w in choices(one)))}.",
        )
    return len(settled)


def _asked_about(session: Session, diary: Diary, found: list[Question]) -> int:
    """Ask about each conflict; how many were settled."""
    count = 0
    for place, shown in enumerate(found, 1):
        now = (one for one in questions(diary) if one.conflict.id == shown.conflict.id)
        question = next(now, None)
        if question is None:
            continue  # settled with another one
        session.say(f"Conflict {place} of {len(found)}", *question_lines(question, spoilers=True))
        try:
            choice = _asked(session, question)
            if choice is not None:
                count += _settled(session, diary, [question], choice)
        except UsageError as error:
            session.say(f"{error.sentence} It stays open.")
        except CancelledError:  # of asking; what was settled so far is
            break
    return count


def _asked(session: Session, question: Question) -> Choice | None:
    """What the person chose; None to leave it open."""
    offered = choices(question)
    words = "/".join(f"[{choice[0]}]{choice[1:]}" for choice in offered)
    for _ in range(3):
        answer = ask(f"{words}, or nothing to leave it open:").casefold()
        if not answer:
            return None
        for choice in CHOICES:
            if choice in offered and choice.startswith(answer):
                return choice
        session.say(f"Type one of {', '.join(choice[0] for choice in offered)}.")
    return None
