from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path

import pytest

from filmlog.catalogue import token
from filmlog.cli.app import app
from filmlog.cli.context import Session
from tests.cli.commands.asking import refused
from tests.program import filmlog

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_a_token_is_read_from_a_pipe(home: Path) -> None:
    done = filmlog("config", "token", stdin=f"  {KEY}\n")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr == f"The token is kept in {home}/tmdb_token, which only you may read.\n"
    assert (home / "tmdb_token").read_text() == f"{KEY}\n"
    assert (home / "tmdb_token").stat().st_mode & 0o777 == 0o600
    assert filmlog("config", "token", "--remove").stderr == "The token is forgotten.\n"
    assert not (home / "tmdb_token").exists()
    assert filmlog("config", "token", "--remove").stderr == "No token was kept.\n"


def test_what_is_no_token_is_not_kept_nor_shown(home: Path) -> None:
    words = "my own token"
    done = filmlog("config", "token", stdin=f"{words}\n")
    assert done.code == 2
    assert words not in done.output
    assert filmlog("config", "token").code == 1
    assert not (home / "tmdb_token").exists()


def test_it_is_asked_for_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _: KEY)
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    assert app(["config", "token"], standalone_mode=False) == 0
    assert token.token_path().read_text() == f"{KEY}\n"
    assert app(["--no-input", "config", "token"], standalone_mode=False) == 2
    assert KEY not in "".join(capsys.readouterr())


def test_no_flag_takes_it() -> None:
    assert refused("config", "token", KEY)
    assert refused("config", "token", "--token", KEY)
