"""A server of files on this machine that knows HEAD, Range and If-Range, and can fail."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    name: str
    range: str


class FileServer:
    """The server, while it is used as a context manager.

    `files` are the bodies by name. `breaks_after` is how many bytes of a body it sends before it
    hangs up; `status` is answered instead when it is set; `modified` is the Last-Modified of all.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.tags = dict.fromkeys(files, '"one"')
        self.modified = ""
        self.requests: list[Asked] = []
        self.breaks_after: int | None = None
        self.status = 0
        self.ranges = True
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def do_HEAD(self) -> None:
                outer._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        name = handler.path.lstrip("/")
        wanted = handler.headers.get("Range", "")
        self.requests.append(Asked(handler.command, name, wanted))
        if self.status or name not in self.files:
            handler.send_error(self.status or 404)
            return
        body, tag = self.files[name], self.tags[name]
        begins = 0
        if wanted and self.ranges and handler.headers.get("If-Range") == tag:
            begins = int(wanted.removeprefix("bytes=").removesuffix("-"))
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {begins}-{len(body) - 1}/{len(body)}")
        else:
            handler.send_response(200)
        handler.send_header("Content-Length", str(len(body) - begins))
        if tag:
            handler.send_header("ETag", tag)
        if self.modified:
            handler.send_header("Last-Modified", self.modified)
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(body[begins:][: self.breaks_after])
