"""Where filmlog keeps things: the platform's own folders, or what FILMLOG_* says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_XDG = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}
"""The kinds of folder that filmlog uses, with what the XDG base directory specification says."""


def diary_path() -> Path:
    """The diary: $FILMLOG_DB, or diary.db in the user's data folder."""
    return _chosen("FILMLOG_DB") or _folder("data") / "diary.db"


def config_path() -> Path:
    """The settings: $FILMLOG_CONFIG, or config.toml in the user's configuration folder."""
    return _chosen("FILMLOG_CONFIG") or _folder("config") / "config.toml"


def drafts_folder() -> Path:
    """Where text being written in the editor stays: $FILMLOG_DRAFTS, or in the state folder."""
    return _chosen("FILMLOG_DRAFTS") or _folder("state") / "drafts"


def catalogue_path() -> Path:
    """The facts of films from elsewhere: $FILMLOG_CATALOGUE, or in the user's data folder."""
    return _chosen("FILMLOG_CATALOGUE") or _folder("data") / "catalogue.db"


def notices_path() -> Path:
    """What was mentioned once and need not be again; in the state folder."""
    return drafts_folder().parent / "notices.txt"


def _folder(kind: str) -> Path:
    if sys.platform == "linux":
        # What platformdirs would answer, without the 30 ms that importing it takes; a test holds
        # the two equal.
        variable, otherwise = _XDG[kind]
        named = os.environ.get(variable, "").strip()
        base = Path(named) if named.startswith("/") else Path.home() / otherwise
        return base / "filmlog"
    import platformdirs

    found: Path = getattr(platformdirs, f"user_{kind}_path")("filmlog", appauthor=False)
    return found


def _chosen(variable: str) -> Path | None:
    value = os.environ.get(variable, "")
    return expanded(value) if value else None


def expanded(path: Path | str) -> Path:
    """A path with the home folder for a `~` in front; as it is where nobody is called so."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
