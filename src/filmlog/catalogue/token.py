"""The user's own TMDB token: where it is kept, and keeping it from everybody's eyes.

It comes from the environment, from the keyring or from a file of mode 0600 beside the settings;
never from a flag, which others on the machine can read. No error and no repr holds it.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from filmlog.errors import FilmlogError, UsageError
from filmlog.files import explain, make_private_dir, write_private
from filmlog.paths import config_path

VARIABLES = ("FILMLOG_TMDB_TOKEN", "TMDB_TOKEN")
LONGEST = 4096
"""Bytes; a v4 token has some 250."""

_SERVICE, _USER = "filmlog", "tmdb"
_FORM = re.compile(r"[A-Za-z0-9._~+/=-]{16,2048}")
_KEY = re.compile(r"[0-9a-f]{32}")


class Token:
    """A token of TMDB, or a v3 key: 32 hexadecimal digits. Its repr does not show it."""

    def __init__(self, text: str, what: str = "What was given") -> None:
        """Raises UsageError, with `what` for the text, where that cannot be one."""
        if not _FORM.fullmatch(text):
            raise UsageError(
                f"{what} is no token of TMDB.",
                "Copy the API Read Access Token whole, from themoviedb.org/settings/api.",
            )
        self._text = text

    def __repr__(self) -> str:
        """Nothing that a traceback or a log should not have."""
        return "Token(hidden)"

    @property
    def query(self) -> dict[str, str]:
        """What a v3 key adds to the query of a request."""
        return {"api_key": self._text} if _KEY.fullmatch(self._text) else {}

    @property
    def headers(self) -> dict[str, str]:
        """What a v4 token adds to the headers of a request."""
        return {} if self.query else {"Authorization": f"Bearer {self._text}"}


def token_path() -> Path:
    """The file that holds the token where there is no keyring."""
    return config_path().parent / "tmdb_token"


def find() -> Token | None:
    """The token, from the first place that has one.

    Raises UsageError for a file that others can read, and for what is no token.
    """
    for variable in VARIABLES:
        if text := os.environ.get(variable, "").strip():
            return Token(text, f"What stands in ${variable}")
    if text := _from_keyring():
        return Token(text, "What is in the keyring")
    if text := _from_file(token_path()):
        return Token(text, f"What stands in {token_path()}")
    return None


def store(text: str) -> str:
    """Keep a token in the keyring, or in the file where there is none; return where, in words."""
    Token(text)
    keyring = _keyring()
    # A keyring may be locked, or be one that keeps nothing.
    if keyring is not None:
        with suppress(Exception):
            keyring.set_password(_SERVICE, _USER, text)
        if _from_keyring() == text:
            _remove_file()
            return "the keyring"
    make_private_dir(token_path().parent)
    write_private(token_path(), f"{text}\n".encode())
    return f"{token_path()}, which only you may read"


def remove() -> bool:
    """Take the token out of the keyring and the file; whether there was one."""
    was_there = bool(_from_keyring())
    if was_there:
        try:
            _keyring().delete_password(_SERVICE, _USER)
        except Exception:  # noqa: BLE001 - each backend has errors of its own
            raise FilmlogError(
                "The keyring did not let the token go.", "Unlock it, or remove `filmlog` there."
            ) from None
    return _remove_file() or was_there


def _keyring() -> Any:
    try:
        return import_module("keyring")  # 60 ms and more, and an extra that few have installed
    except ImportError:
        return None


def _from_keyring() -> str:
    keyring = _keyring()
    if keyring is None:
        return ""
    try:
        return str(keyring.get_password(_SERVICE, _USER) or "").strip()
    except Exception:  # noqa: BLE001 - each backend has errors of its own; the file is asked next
        return ""


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            # Windows has no such modes; the folder is the user's own there.
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise UsageError(
                    f"Others on this machine can read the token in {path}; it was not used.",
                    f"chmod 600 {shlex.quote(str(path))}",
                )
            return file.read(LONGEST).decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise explain(error, path) from None


def _remove_file() -> bool:
    try:
        token_path().unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise explain(error, token_path()) from None
    return True
