from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.catalogue import token
from filmlog.errors import FilmlogError, UsageError

KEY = "0123456789abcdef0123456789abcdef"
BEARER = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIwIn0.c2lnbmF0dXJl-_x"


class Keyring(ModuleType):
    """What the `keyring` library does, in memory; `locked` has it raise."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.forgets = False

    def get_password(self, service: str, user: str) -> str | None:
        self._open()
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self._open()
        if not self.forgets:
            self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        self._open()
        del self.kept[service, user]

    def _open(self) -> None:
        if self.locked:
            raise RuntimeError("locked")


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    module = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", module)
    return module


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token of the machine's, and no keyring unless a test has one."""
    monkeypatch.delenv("TMDB_TOKEN", raising=False)
    if not isinstance(sys.modules.get("keyring"), Keyring):
        monkeypatch.setitem(sys.modules, "keyring", None)


def sent(found: token.Token | None) -> tuple[dict[str, str], dict[str, str]]:
    assert found is not None
    return found.query, found.headers


def test_a_key_is_asked_with_and_a_token_sent() -> None:
    assert sent(token.Token(KEY)) == ({"api_key": KEY}, {})
    assert sent(token.Token(BEARER)) == ({}, {"Authorization": f"Bearer {BEARER}"})


@given(text=st.text(max_size=60))
def test_what_is_no_token_is_refused_and_not_shown(text: str) -> None:
    try:
        said = repr(token.Token(text, "What stands here"))
    except UsageError as error:
        said = error.sentence + error.hint
    refusal = "What stands here is no token of TMDB."
    hint = "Copy the API Read Access Token whole, from themoviedb.org/settings/api."
    assert said in {"Token(hidden)", refusal + hint}


def test_where_it_is_looked_for(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    assert token.find() is None
    token.token_path().write_text(f"{'f' * 32}\n")
    token.token_path().chmod(0o600)
    assert sent(token.find())[0] == {"api_key": "f" * 32}
    keyring.kept["filmlog", "tmdb"] = "e" * 32
    assert sent(token.find())[0] == {"api_key": "e" * 32}
    monkeypatch.setenv("TMDB_TOKEN", "d" * 32)
    assert sent(token.find())[0] == {"api_key": "d" * 32}
    monkeypatch.setenv("FILMLOG_TMDB_TOKEN", f" {KEY}\n")
    assert sent(token.find())[0] == {"api_key": KEY}
    monkeypatch.setenv("FILMLOG_TMDB_TOKEN", "my secret")
    with pytest.raises(UsageError) as caught:
        token.find()
    assert caught.value.sentence == "What stands in $FILMLOG_TMDB_TOKEN is no token of TMDB."


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622, 0o666])
def test_a_file_that_others_can_read_is_refused(mode: int) -> None:
    token.token_path().write_text(KEY)
    token.token_path().chmod(mode)
    with pytest.raises(UsageError, match="Others on this machine can read the token") as caught:
        token.find()
    assert caught.value.hint == f"chmod 600 {token.token_path()}"
    assert KEY not in caught.value.sentence + caught.value.hint


def test_a_file_that_cannot_be_read() -> None:
    token.token_path().mkdir()
    with pytest.raises(FilmlogError):
        token.find()
    with pytest.raises(FilmlogError):
        token.remove()


def test_without_a_keyring_it_is_in_a_private_file(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("settings").absolute()
    monkeypatch.setenv("FILMLOG_CONFIG", str(folder / "config.toml"))
    umask = os.umask(0)
    try:
        assert token.store(BEARER) == f"{folder / 'tmdb_token'}, which only you may read"
    finally:
        os.umask(umask)
    assert (folder / "tmdb_token").stat().st_mode & 0o777 == 0o600
    assert sent(token.find())[1] == {"Authorization": f"Bearer {BEARER}"}
    assert token.remove()
    assert token.find() is None
    assert not token.remove()


def test_with_a_keyring_it_is_there_and_nowhere_else(keyring: Keyring) -> None:
    token.token_path().write_text("an older one")
    assert token.store(KEY) == "the keyring"
    assert keyring.kept == {("filmlog", "tmdb"): KEY}
    assert not token.token_path().exists()
    assert token.remove()
    assert keyring.kept == {}


@pytest.mark.parametrize("fault", ["locked", "forgets"])
def test_a_keyring_that_keeps_nothing_is_done_without(keyring: Keyring, fault: str) -> None:
    setattr(keyring, fault, True)
    assert "only you may read" in token.store(KEY)
    assert sent(token.find())[0] == {"api_key": KEY}


def test_a_keyring_that_does_not_let_go(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    token.store(KEY)
    monkeypatch.setattr(keyring, "delete_password", keyring._open)
    with pytest.raises(FilmlogError) as caught:
        token.remove()
    assert KEY not in caught.value.sentence + caught.value.hint


def test_nothing_wrong_is_stored() -> None:
    with pytest.raises(UsageError, match="What was given is no token"):
        token.store("no token")
    assert not token.token_path().exists()
