"""The `filmlog` program: answer --version at once, hand everything else to the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run filmlog on sys.argv and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from filmlog import __version__

        sys.stdout.write(f"filmlog {__version__}\n")
        return
    import gc

    # Collecting during the imports costs about 5% of a short command and frees nothing.
    gc.disable()
    from filmlog.cli.app import run

    gc.enable()
    run()


if __name__ == "__main__":
    main()
