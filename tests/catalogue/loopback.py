"""A service on this machine: answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

RESPONSES = Path(__file__).parent / "responses"


class Reply(NamedTuple):
    """What a request is answered with; `drip` sends byte after byte, that many seconds apart."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: float = 0.0
    missing: int = 0


class Request(NamedTuple):
    """What was asked."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


def recorded(name: str, status: int = 200, *headers: tuple[str, str]) -> Reply:
    """A reply in the shape that the real service has, from responses/NAME.json."""
    return Reply((RESPONSES / f"{name}.json").read_bytes(), status, headers)


def changed(name: str, change: Callable[[Any], object]) -> Reply:
    """A recorded reply with something in it changed in place."""
    document = json.loads((RESPONSES / f"{name}.json").read_bytes())
    change(document)
    return Reply(json.dumps(document).encode())


class Loopback:
    """The server, while it is used as a context manager.

    The replies are given in order, the last one again and again; `by_path` goes before them.
    """

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.by_path: dict[str, Reply] = {}
        self.requests: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Whoever asked has hung up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def reply(self, *names: str) -> None:
        """Answer with these recorded replies from now on."""
        self.replies = [recorded(name) for name in names]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.requests.append(Request(parts.path, query, dict(handler.headers.items())))
        reply = self.by_path.get(parts.path)
        if reply is None:
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        handler.send_response(reply.status)
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body) + reply.missing))
        handler.end_headers()
        if not reply.drip:
            handler.wfile.write(reply.body)
            return
        for byte in reply.body:
            handler.wfile.write(bytes([byte]))
            time.sleep(reply.drip)
