"""The `filmlog` program: answer --version at once, hand everything else to the command line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

SELDOM_USED = ("subprocess",)
"""What Typer imports for the work of few commands: 5% of the time of a short one."""


def main() -> None:
    """Run filmlog on sys.argv and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        _print_version()
        return
    import gc

    # What is imported lives as long as the program: looking through it for garbage, at the end
    # once more, takes a tenth of a short command.
    gc.disable()
    _put_off(SELDOM_USED)
    from filmlog.cli.app import run

    gc.freeze()
    # Young objects are looked through every 700 by default: 60 times in a search.
    gc.set_threshold(100_000)
    gc.enable()
    code = run()
    # Everything is written and closed; taking the interpreter apart would be another twentieth.
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


class _PutOff(ModuleType):
    """Stands for a module that nobody has asked anything of yet.

    importlib's LazyLoader cannot do it: a second `import` asks for `__spec__`, and that loads.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        self.__dict__.update(module.__dict__)
        return getattr(module, name)


def _put_off(names: tuple[str, ...]) -> None:
    """Let modules load when something in them is first used, and not when they are imported."""
    for name in names:
        sys.modules.setdefault(name, _PutOff(name))


if __name__ == "__main__":
    main()
