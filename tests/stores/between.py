"""A proxy on loopback that stands between a store and DynamoDB Local, and does what networks do."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Request:
    """What the store sent."""

    operation: str
    """Such as "GetItem"."""
    content: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the store is to receive."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    """The length that is claimed; None for the true one."""


@dataclass
class Between:
    """The proxy. What happens to the next requests is what `faults` says, one each; then all go through."""

    url: str = ""
    faults: list[Callable[[Request, Callable[[], Answer]], Answer | None]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, for those that never answer."""

    def begin(self) -> None:
        """Forgets the test before."""
        self.faults, self.requests, self.over = [], [], threading.Event()

    @property
    def operations(self) -> list[str]:
        """What was asked for, in order."""
        return [request.operation for request in self.requests]

    def lost(self, _request: Request, carry_out: Callable[[], Answer]) -> None:
        """It is done, and the reply is lost."""
        carry_out()

    def silent(self, _request: Request, _carry_out: Callable[[], Answer]) -> None:
        """Takes the request and never answers."""
        self.over.wait()


def answer(body: object, status: int = 200) -> Callable[..., Answer]:
    """Another reply in the place of DynamoDB's, which never sees the request."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda _request, _carry_out: Answer(raw, status)


def error(code: str, status: int = 400, **more: Any) -> Callable[..., Answer]:
    """An error of DynamoDB's."""
    return answer({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no", **more}, status)


def cut(
    share: float, *, keeps_checksum: bool = False, claims_all: bool = False, then: bytes = b""
) -> Callable[..., Answer]:
    """The request is carried out, and the reply is cut short.

    Args:
        share: how much of it is left, 0 to 1.
        keeps_checksum: whether the CRC32 of the whole reply comes with it.
        claims_all: whether the header claims the whole length.
        then: what comes in place of the rest.
    """

    def fault(_request: Request, carry_out: Callable[[], Answer]) -> Answer:
        whole = carry_out()
        left = whole.body[: int(len(whole.body) * share)] + then
        headers = {
            name: value for name, value in whole.headers.items() if keeps_checksum or "crc" not in name
        }
        return Answer(left, whole.status, headers, len(whole.body) if claims_all else None)

    return fault


@contextlib.contextmanager
def between(endpoint: str) -> Iterator[Between]:
    """A proxy before the DynamoDB Local at `endpoint`, without faults so far."""
    proxy = Between()
    goal = urlsplit(endpoint).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.headers["X-Amz-Target"].rpartition(".")[2]
            request = Request(operation, json.loads(content))
            proxy.requests.append(request)
            fault = proxy.faults.pop(0) if proxy.faults else lambda _request, carry_out: carry_out()

            def carry_out() -> Answer:
                connection = HTTPConnection(goal)
                with contextlib.closing(connection):
                    connection.request("POST", "/", content, dict(self.headers))
                    reply = connection.getresponse()
                    kept = {
                        name.lower(): value
                        for name, value in reply.getheaders()
                        if name.lower() in ("content-type", "x-amz-crc32", "x-amzn-requestid")
                    }
                    return Answer(reply.read(), reply.status, kept)

            reply = fault(request, carry_out)
            self.close_connection = True
            if reply is None:
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    proxy.url = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield proxy
    finally:
        proxy.over.set()
        server.shutdown()
        serving.join()
        server.server_close()
