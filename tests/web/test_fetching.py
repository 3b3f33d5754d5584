"""That a certificate chain is fetched over TLS, in good time, and from nowhere else."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import certifi
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from skill.web.verifying import LONGEST_CHAIN, fetch_chain

from . import issue, pem

# TLS looks at the real clock.
EVER = {"start": datetime(2020, 1, 1, tzinfo=UTC), "end": datetime(2120, 1, 1, tzinfo=UTC)}
CHAIN = b"-----BEGIN CERTIFICATE-----\n"


class Answers(BaseHTTPRequestHandler):
    """What a server may say, by the path."""

    def do_GET(self):
        status, body = {
            "/chain.pem": (200, CHAIN),
            "/chain.pem?version=2": (200, CHAIN * 2),
            "/long.pem": (200, b"x" * LONGEST_CHAIN),
            "/too-long.pem": (200, b"x" * (LONGEST_CHAIN + 1)),
            "/elsewhere.pem": (302, b""),
        }.get(self.path, (404, b"no such thing"))
        if self.path == "/gibberish.pem":
            self.wfile.write(b"gibberish\r\n\r\n")
            return
        if self.path == "/short.pem":
            status, body = 200, b""
        self.send_response(status)
        self.send_header("Location", "/chain.pem")
        self.send_header("Content-Length", str(len(body) + (100 if self.path == "/short.pem" else 0)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def authority():
    return issue("Local Root", **EVER)


@pytest.fixture(scope="module")
def address(authority, tmp_path_factory):
    leaf = issue("here", authority, names=("127.0.0.1",), **EVER)
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(key + pem(leaf))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server):
        yield f"https://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def trusting(authority):
    return ssl.create_default_context(cadata=pem(authority).decode())


def test_a_chain_is_fetched(address, trusting):
    assert fetch_chain(f"{address}/chain.pem", trusting) == CHAIN
    assert fetch_chain(f"{address}/chain.pem?version=2", trusting) == CHAIN * 2
    assert len(fetch_chain(f"{address}/long.pem", trusting)) == LONGEST_CHAIN


@pytest.mark.parametrize("name", ["missing", "too-long", "elsewhere", "gibberish", "short"])
def test_any_other_answer_is_an_error(address, trusting, name):
    with pytest.raises(OSError, match="answer"):
        fetch_chain(f"{address}/{name}.pem", trusting)


def test_a_server_that_nobody_vouches_for_is_not_asked(address):
    with pytest.raises(ssl.SSLCertVerificationError):
        fetch_chain(f"{address}/chain.pem")


def test_certifi_vouches_even_where_the_system_does_not(address, authority, monkeypatch, tmp_path):
    path = tmp_path / "roots.pem"
    path.write_bytes(pem(authority))
    monkeypatch.setattr(certifi, "where", lambda: str(path))
    assert fetch_chain(f"{address}/chain.pem") == CHAIN


def test_a_silent_server_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(TimeoutError):
            fetch_chain(f"https://127.0.0.1:{port}/chain.pem", patience=0.05)


def test_a_server_that_is_not_there_is_an_error():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        fetch_chain(f"https://127.0.0.1:{port}/chain.pem")
