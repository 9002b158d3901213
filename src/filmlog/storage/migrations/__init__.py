"""The schema, as append-only migrations run through sqlite-utils, one module each.

A released migration is never edited: a change of schema is a new module and a new line here.
"""

from __future__ import annotations

from sqlite_utils.migrations import Migrations

from filmlog.storage.migrations import (
    m001_diary,
    m002_shelves,
    m003_origins,
    m004_imports,
    m005_undo,
    m006_sync,
)

migrations = Migrations("filmlog")
_MODULES = (m001_diary, m002_shelves, m003_origins, m004_imports, m005_undo, m006_sync)
for _module in _MODULES:
    migrations(name=_module.__name__.rpartition(".")[2])(_module.apply)
