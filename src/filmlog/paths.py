"""Where filmlog keeps things: the platform's own folders, or what FILMLOG_* says."""

from __future__ import annotations

import os
from pathlib import Path


def diary_path() -> Path:
    """The diary: $FILMLOG_DB, or diary.db in the user's data folder."""
    return _chosen("FILMLOG_DB") or _data_folder() / "diary.db"


def config_path() -> Path:
    """The settings: $FILMLOG_CONFIG, or config.toml in the user's configuration folder."""
    named = _chosen("FILMLOG_CONFIG")
    if named is not None:
        return named
    from platformdirs import user_config_path  # 6 ms

    return user_config_path("filmlog", appauthor=False) / "config.toml"


def drafts_folder() -> Path:
    """Where text being written in the editor stays until it is in the diary."""
    named = _chosen("FILMLOG_DRAFTS")
    if named is not None:
        return named
    from platformdirs import user_state_path  # 6 ms

    return user_state_path("filmlog", appauthor=False) / "drafts"


def _data_folder() -> Path:
    from platformdirs import user_data_path  # 6 ms

    return user_data_path("filmlog", appauthor=False)


def _chosen(variable: str) -> Path | None:
    value = os.environ.get(variable, "")
    return Path(value).expanduser() if value else None
