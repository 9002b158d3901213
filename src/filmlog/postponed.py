"""Modules that load when something in them is first used, and not when they are imported."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Postponed(ModuleType):
    """Stands for a module that nobody has asked anything of yet.

    importlib's LazyLoader cannot do it: a second `import` asks for `__spec__`, and that loads.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        self.__dict__.update(module.__dict__)
        return getattr(module, name)


def put_off(names: tuple[str, ...]) -> None:
    """Let each module load when something in it is first used; one already loaded stays."""
    for name in names:
        sys.modules.setdefault(name, _Postponed(name))
