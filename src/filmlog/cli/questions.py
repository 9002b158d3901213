"""Questions on the terminal, put on stderr: a numbered choice, a yes or no."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from filmlog.errors import CancelledError, UsageError
from filmlog.screen.console import tell, told
from filmlog.screen.safe import clean

Completer = Callable[[str], list[str]]
"""From what stands in the line so far to what it could become."""


def ask(question: str, *, complete: Completer | None = None) -> str:
    """One line of answer; the question goes to stderr. Raises CancelledError at end of input."""
    try:
        if complete is not None and sys.stdout.isatty():
            with _completing(complete):
                return input(clean(question) + " ").strip()
        sys.stderr.write(told(question) + " ")
        sys.stderr.flush()
        return input().strip()
    except EOFError:
        sys.stderr.write("\n")
        raise CancelledError("Stopped; nothing was changed.") from None


@contextmanager
def _completing(complete: Completer) -> Iterator[None]:
    try:
        import readline
    except ImportError:  # Windows has none; the line is typed in full there
        yield
        return
    found: list[str] = []

    def nth(text: str, state: int) -> str | None:
        if state == 0:
            found[:] = [value for value in complete(text) if clean(value) == value]
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")
    readline.set_completer(nth)
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)


def choose(question: str, options: Sequence[str]) -> int:
    """The index of the option chosen by its number."""
    tell(question, *(f"  {number}  {option}" for number, option in enumerate(options, 1)))
    for _ in range(3):
        answer = ask(f"Number 1-{len(options)}, or nothing to stop:")
        if not answer:
            break
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
    raise CancelledError("Stopped; nothing was changed.")


def confirm(question: str, *, may_ask: bool, yes: bool) -> None:
    """Go on when the person agrees, or said --yes; otherwise raise."""
    if yes:
        return
    if not may_ask:
        raise UsageError(f"{question} Nobody can be asked here.", "Add --yes to do it.")
    if ask(f"{question} [y/N]").casefold() not in {"y", "yes"}:
        raise CancelledError("Stopped; nothing was changed.")
