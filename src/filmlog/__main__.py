"""The `filmlog` program: answer --version at once, hand everything else to the command line."""

from __future__ import annotations

import os
import sys

# Nothing else is imported out here: --version answers in the time that Python takes to start.

SELDOM_USED = ("subprocess",)
"""What Typer imports for the work of few commands: 5% of the time of a short one."""


def main() -> None:
    """Run filmlog on sys.argv and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        _print_version()
        return
    import gc

    # What is imported lives as long as the program. Looking through it for garbage, at the end
    # once more, was 38 of the 338 million instructions of a piped show.
    gc.disable()
    from filmlog.postponed import put_off

    put_off(SELDOM_USED)
    from filmlog.cli.app import run

    gc.freeze()
    # By default young objects are looked through at every 700 of them.
    gc.set_threshold(100_000)
    gc.enable()
    code = run()
    # Everything is written and closed; taking the interpreter apart would be 10 million more.
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)


def _print_version() -> None:
    from filmlog import __version__

    try:
        if sys.stdout is not None:
            sys.stdout.write(f"filmlog {__version__}\n")
            sys.stdout.flush()
    except OSError as error:  # a full disk, or a reader who has left
        os._exit(0 if isinstance(error, BrokenPipeError) else 6)


if __name__ == "__main__":
    main()
