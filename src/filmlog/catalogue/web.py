"""Asking a service on the network for JSON: the one place that opens a connection.

One GET, https or this machine only, no redirect followed, an end to how long it takes and how much
is read. Every failure is a ServiceError of one sentence; none holds a token, since headers and
queries are never in one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from filmlog import __version__
from filmlog.errors import MissingError, ServiceError

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPResponse
    from urllib.request import OpenerDirector, Request

USER_AGENT = f"filmlog/{__version__} (https://pypi.org/project/filmlog/)"
"""In the form that Wikimedia asks for (foundation.wikimedia.org/wiki/Policy:User-Agent_policy)."""

TIME_LIMIT = 20.0
"""Seconds for one answer, from the look-up of the host's name to the last byte."""

SIZE_LIMIT = 8 * 1024 * 1024
"""Bytes of one answer; ten films of Wikidata with all their statements are one million."""

LONGEST_PAUSE = 10.0
"""Seconds to wait where a service asks for it; for a longer pause the person is told."""

LATER = "Try again later."
_REFUSED = frozenset({401, 403})
_BUSY = frozenset({429, 503})


def get_json(
    who: str,
    url: str,
    query: Mapping[str, str],
    headers: Mapping[str, str] | None = None,
    *,
    refused: str = LATER,
    is_busy: Callable[[Any], bool] = lambda _: False,
) -> Any:
    """What `url` with `query` answers; `who` names the service in errors.

    `refused` is the hint for 401 and 403. `is_busy` tells an answer that only says "later". A
    service that asks to wait is obeyed, once and for LONGEST_PAUSE at most.

    Raises MissingError for 404, ServiceError for all else that goes wrong.
    """
    host = host_of(who, url)
    accepted = {"Accept": "application/json", **(headers or {})}
    request = request_for(f"{url}?{urlencode(query)}", accepted)
    for is_last in (False, True):
        status, answered, body = _bounded(who, host, lambda: _exchange(who, host, request))
        if status not in _BUSY:
            complain_of(who, host, status, refused)
            answer = _parsed(who, body)
            if not is_busy(answer):
                return answer
        wait = _seconds_to_wait(answered)
        if wait is None and status == 503:
            complain_of(who, host, status, refused)
        if is_last or wait is None or wait > LONGEST_PAUSE:
            raise ServiceError(
                f"{who} has too much to do and asks to wait.", f"Try again {_in_words(wait)}."
            )
        sleep(wait)
    raise AssertionError("unreachable")  # pragma: no cover


def host_of(who: str, url: str) -> str:
    """The host that is asked. Raises ServiceError for an address that is not safe to ask."""
    parts = urlsplit(url)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_here)):
        raise ServiceError(
            f"The address of {who} is not https: {url}.", "`filmlog config list` shows it."
        )
    return parts.hostname


def request_for(url: str, headers: Mapping[str, str], method: str = "GET") -> Request:
    """A request in filmlog's name, for an address that `host_of` let pass."""
    from urllib.request import Request  # 28 ms with the connection, and only when one is needed

    return Request(url, headers={"User-Agent": USER_AGENT, **headers}, method=method)  # noqa: S310 - the scheme was checked


def _bounded(
    who: str, host: str, work: Callable[[], tuple[int, Message, bytes]]
) -> tuple[int, Message, bytes]:
    """What `work` returns or raises, if it comes within TIME_LIMIT.

    In a thread, because looking up a host's name knows no time limit, and that of a socket begins
    again with every byte.
    """
    from threading import Thread

    done: list[tuple[int, Message, bytes] | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it can be seen
            done.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(TIME_LIMIT)
    if not done:
        raise ServiceError(f"{who} ({host}) has not answered within {TIME_LIMIT:.0f} s.", LATER)
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _exchange(who: str, host: str, request: Request) -> tuple[int, Message, bytes]:
    """The status, the headers and the body of the answer."""
    import http.client
    from urllib.error import HTTPError, URLError

    try:
        with opener_for(request).open(request, timeout=TIME_LIMIT) as response:
            return response.status, response.headers, _body(who, response)
    except HTTPError as error:
        with error:
            return error.code, error.headers, b""
    except URLError as error:
        raise unreached(who, host, error.reason) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise unreached(who, host, error) from None


def opener_for(request: Request) -> OpenerDirector:
    """What opens a connection for a request: without redirects, to this machine without a proxy."""
    from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

    class Unmoved(HTTPRedirectHandler):
        """No service asked here redirects; whoever does would be told what was asked, and a key."""

        def redirect_request(self, *_: Any) -> None:
            return None

    # This machine is not asked through a proxy.
    proxies = [ProxyHandler({})] if request.type == "http" else []
    return build_opener(Unmoved, *proxies)


def _body(who: str, response: HTTPResponse) -> bytes:
    body = response.read(SIZE_LIMIT + 1)
    if len(body) > SIZE_LIMIT:
        raise ServiceError(f"The answer of {who} is longer than a film can be.", LATER)
    if response.length:  # so many bytes were to come, and http.client says no word of it
        raise ConnectionError
    return body


def unreached(who: str, host: str, reason: object) -> ServiceError:
    """Why no answer came, in words."""
    import socket
    import ssl

    if isinstance(reason, socket.gaierror):
        return ServiceError(
            f"{who} was not reached: there is no network, or it does not know {host}.",
            "Check the connection, then try again.",
        )
    if isinstance(reason, ssl.SSLCertVerificationError):
        return ServiceError(
            f"The certificate of {host} is not trusted: {reason.verify_message}.",
            "Nothing was told. Check the clock, and who answers in this network.",
        )
    if isinstance(reason, ssl.SSLError):
        return ServiceError(f"No secure connection to {host} could be made.", LATER)
    if isinstance(reason, TimeoutError):
        return ServiceError(f"{who} ({host}) has not answered within {TIME_LIMIT:.0f} s.", LATER)
    why = getattr(reason, "strerror", None) or "the connection broke off"
    return ServiceError(
        f"{who} was not reached at {host}: {why}.",
        "Check the connection, then try again.",
    )


def complain_of(who: str, host: str, status: int, refused: str) -> None:
    """Raise what a status means, unless it is 200."""
    if status == 200:
        return
    if status in _REFUSED:
        raise ServiceError(f"{who} refused to answer ({status}).", refused)
    if status == 404:
        raise MissingError(
            f"{who} has nothing of that name at {host} (404).",
            "`filmlog config list` shows where it is asked.",
        )
    if 300 <= status < 400:
        raise ServiceError(
            f"{who} answers from another place than {host} now ({status}).",
            "filmlog does not follow. `filmlog config list` shows where it is asked.",
        )
    if status >= 500:
        raise ServiceError(f"{who} has trouble of its own ({status}).", LATER)
    raise ServiceError(f"{who} did not take the question ({status}).", LATER)


def _parsed(who: str, body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ServiceError(
            f"The answer of {who} is not JSON.",
            "A network that asks to log in answers so; or try again later.",
        ) from None


def _seconds_to_wait(headers: Message) -> float | None:
    """Retry-After as seconds (RFC 9110, 10.2.3: a number or a date), None where nothing is said."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _in_words(seconds: float | None) -> str:
    if seconds is None:
        return "in a few minutes"
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = -int(-seconds // size)
            return f"in {count} {name}{'s' * (count != 1)}"
    return f"in {max(1, round(seconds))} seconds"
