"""Bringing a diary to the current schema, with a backup of the old one first."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from filmlog.storage.backups import back_up
from filmlog.storage.database import APPLICATION_ID, SCHEMA_VERSION, transaction
from filmlog.storage.migrations import migrations


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the migrations this diary lacks, in one transaction.

    A diary that already holds something is backed up first, and not touched when it cannot be. The
    version is read again under the lock: another terminal may have upgraded meanwhile.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < SCHEMA_VERSION:
        back_up(path, f"schema-{version}", datetime.now(UTC))
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < SCHEMA_VERSION:
            migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
