from __future__ import annotations

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.error import URLError

import pytest

from filmlog import __version__
from filmlog.catalogue import web
from filmlog.errors import MissingError, ServiceError
from tests.catalogue.loopback import Loopback, Reply

KEY = "0123456789abcdef0123456789abcdef"


def asked(loopback: Loopback, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {KEY}"}
    return web.get_json("TMDB", f"{loopback.url}/3/x", {"api_key": KEY}, headers, **more)


def failed(loopback: Loopback, **more: Any) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        asked(loopback, **more)
    assert caught.value.exit_code == 7
    assert caught.value.hint
    assert KEY not in caught.value.sentence + caught.value.hint
    assert caught.value.sentence.endswith(".")
    return caught.value


def test_json_is_asked_for_by_name(loopback: Loopback) -> None:
    loopback.replies = [Reply('{"title": "Летят журавли"}'.encode())]
    got = web.get_json("TMDB", f"{loopback.url}/3/x", {"query": "Ran & 1985"}, {"X-Token": "t"})
    assert got == {"title": "Летят журавли"}
    (request,) = loopback.requests
    assert request.path == "/3/x"
    assert request.query == {"query": "Ran & 1985"}
    assert request.headers["X-Token"] == "t"
    assert request.headers["User-Agent"].startswith(f"filmlog/{__version__} (")


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(b"", 401), "TMDB refused to answer (401)."),
        (Reply(b"", 403), "TMDB refused to answer (403)."),
        (Reply(b"", 400), "TMDB did not take the question (400)."),
        (Reply(b"", 500), "TMDB has trouble of its own (500)."),
        (Reply(b"", 503), "TMDB has trouble of its own (503)."),
        (Reply(b"", 204), "TMDB did not take the question (204)."),
        (Reply(b"<html>log in</html>"), "The answer of TMDB is not JSON."),
        (Reply(b"\xff\xfe\xff"), "The answer of TMDB is not JSON."),
        (Reply(b"[" * 100_000), "The answer of TMDB is not JSON."),
        (Reply(b""), "The answer of TMDB is not JSON."),
        (Reply(b'{"a": 1}', missing=9), "TMDB was not reached at 127.0.0.1: the connection broke"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_goes_wrong_is_a_sentence(loopback: Loopback, reply: Reply, sentence: str) -> None:
    loopback.replies = [reply]
    assert failed(loopback).sentence.startswith(sentence)


def test_not_found_is_told_apart(loopback: Loopback) -> None:
    loopback.replies = [Reply(b"{}", 404)]
    assert isinstance(failed(loopback), MissingError)


def test_who_refuses_says_what_to_do(loopback: Loopback) -> None:
    loopback.replies = [Reply(b"{}", 401)]
    assert failed(loopback, refused="Another token.").hint == "Another token."


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(loopback: Loopback, status: int) -> None:
    with Loopback() as other:
        other.replies = [Reply(b"{}")]
        for target in (f"{other.url}/3/x", f"{loopback.url}/again", "ftp://127.0.0.1/", "/again"):
            loopback.replies = [Reply(b"", status, (("Location", target),))]
            before = len(loopback.requests)
            error = failed(loopback)
            assert "127.0.0.1" in error.sentence
            assert str(status) in error.sentence
            assert len(loopback.requests) == before + 1
        assert other.requests == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_pause_is_kept_once(
    loopback: Loopback, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[float] = []
    monkeypatch.setattr(web, "sleep", paused.append)
    busy = Reply(b"", status, (("Retry-After", "7"),))
    loopback.replies = [busy, Reply(b"{}")]
    assert asked(loopback) == {}
    assert paused == [7.0]
    loopback.replies = [busy]
    assert failed(loopback).hint == "Try again in 7 seconds."
    assert paused == [7.0, 7.0]
    assert len(loopback.requests) == 4


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("11", "Try again in 11 seconds."), ("90", "Try again in 2 minutes."),
        ("60", "Try again in 1 minute."), ("7200", "Try again in 2 hours."),
        ("99999999999999", "Try again in 11575 days."), ("soon", "Try again in a few minutes."),
        ("-1", "Try again in a few minutes."), ("", "Try again in a few minutes."),
        ("in two days", "Try again in 2 days."),
    ],
)  # fmt: skip
def test_a_long_pause_is_said(
    loopback: Loopback, header: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "sleep", pytest.fail)
    if header == "in two days":  # as a date, which is none before the test runs
        header = format_datetime(datetime.now(UTC) + timedelta(days=2))
    loopback.replies = [Reply(b"", 429, (("Retry-After", header),))]
    error = failed(loopback)
    assert error.sentence == "TMDB has too much to do and asks to wait."
    assert error.hint == hint
    assert len(loopback.requests) == 1


def test_an_answer_may_say_later_itself(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "sleep", lambda _: None)
    loopback.replies = [Reply(b'{"busy": 1}', 200, (("Retry-After", "1"),)), Reply(b"{}")]
    assert asked(loopback, is_busy=lambda answer: "busy" in answer) == {}
    loopback.replies = [Reply(b'{"busy": 1}')]
    assert "asks to wait" in failed(loopback, is_busy=lambda answer: "busy" in answer).sentence


def test_it_takes_no_longer_than_it_may(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TIME_LIMIT", 0.2)
    loopback.replies = [Reply(b'{"a": 1}' + b" " * 10, drip=0.1)]
    begun = time.monotonic()
    assert "has not answered within" in failed(loopback).sentence
    assert time.monotonic() - begun < 1


def test_a_host_that_is_silent(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIME_LIMIT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        loopback.url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert "has not answered within" in failed(loopback).sentence


def test_no_more_is_read_than_a_film_can_be(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "SIZE_LIMIT", 10)
    loopback.replies = [Reply(b'{"abc": 1}')]
    assert asked(loopback) == {"abc": 1}
    loopback.replies = [Reply(b'{"abcd": 1}')]
    assert failed(loopback).sentence == "The answer of TMDB is longer than a film can be."


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ServiceError, match=r"not reached at 127\.0\.0\.1: Connection refused\."):
        web.get_json("TMDB", f"http://127.0.0.1:{port}", {})


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            socket.gaierror(-3, "Temporary failure in name resolution"),
            "TMDB was not reached: there is no network, or it does not know api.example.",
        ),
        (
            ssl.SSLCertVerificationError(1, "certificate verify failed"),
            "The certificate of api.example is not trusted: ",
        ),
        (ssl.SSLError(1, "wrong version number"), "No secure connection to api.example could be"),
        (TimeoutError("timed out"), "TMDB (api.example) has not answered within 20 s."),
        (OSError(101, "Network is unreachable"), "TMDB was not reached at api.example: Network"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_network_fails(
    reason: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Opener:
        def open(self, *_: object, **__: object) -> None:
            raise URLError(reason)

    if isinstance(reason, ssl.SSLCertVerificationError):
        reason.verify_message = "self-signed certificate"
    monkeypatch.setattr(web, "opener_for", lambda _: Opener())
    with pytest.raises(ServiceError) as caught:
        web.get_json("TMDB", "https://api.example/3", {})
    assert caught.value.sentence.startswith(sentence)
    assert caught.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "http://api.themoviedb.org/3", "ftp://localhost/x", "file:///etc/passwd", "localhost/x",
        "http://localhost.evil.example/", "http://localhost@evil.example/", "",
    ],
)  # fmt: skip
def test_what_is_not_secure_is_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", pytest.fail)
    with pytest.raises(ServiceError, match="is not https"):
        web.get_json("TMDB", url, {})
