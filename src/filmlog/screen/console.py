"""The terminal: whether there is one, how wide, with colour or not, and the pager.

Whatever is shown ends as one string, plain or with the codes Rich makes, and leaves by `show`.
"""

from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console, RenderableType

NARROWEST = 20
"""Cells; on anything less a card is laid out for this and the terminal wraps it."""

PIPED_WIDTH = 80


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads this stream as it is written."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def width_of(stream: TextIO) -> int:
    """The cells of a line: $COLUMNS, else the terminal's, else 80 for a pipe or a file."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return max(int(asked), NARROWEST)
    return max(_size(stream).columns, NARROWEST)


def has_colour(stream: TextIO, setting: str = "auto") -> bool:
    """Whether to write colour: $NO_COLOR, then $FORCE_COLOR, then the setting `colour`.

    See https://no-color.org and https://force-color.org: set and not empty means yes.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if setting != "auto":
        return setting == "always"
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def make_writable(stream: TextIO) -> None:
    """Let a stream take any character: a pipe as UTF-8, a terminal with `?` for what it lacks.

    Windows gives a pipe the code page of the system, which has no stars.
    """
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
    if encoding in ("utf-8", "utf8") or not hasattr(stream, "reconfigure"):
        return
    if is_terminal(stream) or os.environ.get("PYTHONIOENCODING"):
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")


def to_ansi(renderable: RenderableType, width: int) -> str:
    """What Rich makes of a renderable, with the codes for colour."""
    text = StringIO()
    _console(width, text).print(renderable)
    return text.getvalue()


def to_svg(renderable: RenderableType, width: int, title: str) -> str:
    """A picture of a renderable in a window; the same for the same input, to the byte."""
    console = _console(width, StringIO(), record=True)
    console.print(renderable)
    return console.export_svg(title=title, unique_id="filmlog")


def show(text: str, pager: str = "auto") -> None:
    """Write to stdout, through a pager when a person would see only the end of it.

    `pager` is the setting: auto or never. $PAGER names another than `less`; empty or `cat` is none.
    """
    lines = text.count("\n")
    if (
        pager == "never"
        or not is_terminal(sys.stdout)
        or lines < _size(sys.stdout).lines
        or not _paged(text)
    ):
        make_writable(sys.stdout)
        sys.stdout.write(text)


def tell(*lines: str) -> None:
    """Talk to the person on stderr, a line each as `told` makes them."""
    for line in lines:
        sys.stderr.write(f"{told(line)}\n")


def told(text: str) -> str:
    """A text for stderr, made safe, and on a terminal in lines that end between words."""
    from filmlog.screen.safe import clean

    text = clean(text)
    if not is_terminal(sys.stderr) or text.startswith("Next: filmlog "):  # to be copied whole
        return text
    from filmlog.screen.width import sentence

    return "\n".join(sentence(text, width_of(sys.stderr)))


def show_path(path: Path) -> None:
    """Print the path of a file: byte for byte to a program, and harmlessly on a terminal."""
    if is_terminal(sys.stdout):
        from filmlog.screen.safe import clean

        make_writable(sys.stdout)
        sys.stdout.write(f"{clean(str(path))}\n")
    elif (bytes_of := getattr(sys.stdout, "buffer", None)) is not None:
        sys.stdout.flush()
        bytes_of.write(os.fsencode(path) + os.linesep.encode())
    else:
        sys.stdout.write(f"{path}\n")


def _paged(text: str) -> bool:
    """Whether a pager showed the text."""
    import shlex
    import subprocess  # 10 ms, and only for a text longer than the screen

    try:
        command = shlex.split(os.environ.get("PAGER", "less"), posix=os.name == "posix")
    except ValueError:  # a quote that is not closed
        return False
    if command in ([], ["cat"]):
        return False
    # As git does: leave at the end of a short text, let colours through, keep the screen.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own $PAGER
    except OSError:
        return False
    try:
        process.communicate(text.encode("utf-8", "replace"))
    except KeyboardInterrupt:
        # Ctrl-C in `less` ends a search and not the reading.
        process.wait()
    # 126 and 127 are a shell wrapper that found no pager.
    return process.returncode not in (126, 127)


def _console(width: int, file: TextIO, *, record: bool = False) -> Console:
    """A Rich console that takes text as it stands: no markup, no :emoji:, no highlighting."""
    from rich.console import Console  # 65 ms

    from filmlog.screen.theme import theme

    return Console(
        file=file,
        width=width,
        force_terminal=True,
        no_color=False,  # has_colour has decided
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        theme=theme(),
        record=record,
        color_system="truecolor" if record else "auto",
    )


def _size(stream: TextIO) -> os.terminal_size:
    try:
        return os.get_terminal_size(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return os.terminal_size((PIPED_WIDTH, 24))
