"""Where every command ends: what it raised becomes a sentence, a hint and an exit code."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from filmlog.errors import CancelledError, FilmlogError
from filmlog.files import explain
from filmlog.screen.console import make_writable, tell

# Click's errors are vendored by Typer from 0.26 on and have no public name; BadParameter does.
_ClickUsageError, _ClickException = typer.BadParameter.__mro__[1:3]

_INTERRUPTED = 130


class ReaderLeftError(Exception):
    """Whoever reads the output, such as `head`, wants no more of it."""


def guarded(work: Callable[[], Any]) -> int:
    """Do the work of a command line; the code to exit with, after what it raised was said."""
    _open_streams()
    make_writable(sys.stdout)
    if (finished := _finished()) is not None:  # a test runs several commands in one process
        finished.anything = False
    try:
        code = work()
        sys.stdout.flush()
    except (BrokenPipeError, ReaderLeftError):
        # `filmlog list | head`: the reader has what it wanted. Python would flush again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the one place where errors end
        return _reported(error)
    if code == _INTERRUPTED:  # Typer returns it for Ctrl-C, with no word, on the line of a question
        tell("", _stopped())
    return code if isinstance(code, int) else 0


def _open_streams() -> None:
    """Let what goes to a stream that the caller closed (`>&-`) go nowhere, and so do no harm."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, stream)


def _reported(error: Exception) -> int:
    """Print what an error says; the exit code it owns."""
    if isinstance(error, FilmlogError):
        _report(error)
        return error.exit_code
    if isinstance(error, _ClickException):
        return _report_click(error)
    if isinstance(error, typer.Abort):
        tell(_stopped())
        return _INTERRUPTED
    if isinstance(error, OSError):
        explained = explain(error, None if error.filename else Path("the output"))
        _report(explained)
        return explained.exit_code
    if os.environ.get("FILMLOG_DEBUG"):
        raise error
    # A traceback would print private notes.
    tell(
        f"error: filmlog met a fault of its own ({type(error).__name__}); "
        "what was not finished was not changed.",
        "hint: run it again with FILMLOG_DEBUG=1 and report what it prints.",
    )
    return 70


def _finished() -> Any:
    """`database.Finished`, where a command has needed a database; importing it is not free."""
    return getattr(sys.modules.get("filmlog.storage.database"), "Finished", None)


def _stopped() -> str:
    finished = _finished()
    if finished is not None and finished.anything:
        return "Stopped; what was finished before is kept, and `filmlog history` shows it."
    return "Stopped; nothing was changed."


def _report(error: FilmlogError) -> None:
    # A person who said no made no error.
    tell(error.sentence if isinstance(error, CancelledError) else f"error: {error.sentence}")
    position = getattr(error, "position", None)
    if position is not None:
        from filmlog.screen.safe import clean

        query = clean(error.text)  # type: ignore[attr-defined]  # QueryError
        sys.stderr.write(f"  {query}\n  {' ' * position}^\n")  # one is under the other
    tell(*(f"  {candidate}" for candidate in error.candidates))
    if error.hint:
        tell(f"hint: {error.hint}")


def _report_click(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        return 2
    sentence = error.format_message() if hasattr(error, "format_message") else str(error)
    sentence = re.sub(r"a valid int(eger)?( range)?", "a whole number", sentence)
    lines = [f"error: {re.sub(r'not in the range x>=', 'less than ', sentence)}"]
    if context is not None:
        lines.append(f"hint: `{context.command_path} --help` shows what it takes.")
    tell(*lines)
    return int(getattr(error, "exit_code", 2))
