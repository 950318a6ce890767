"""A line to a database server that can be cut, or go silent as a lost network does."""

import contextlib
import socket
from threading import Event, Thread

from sqlalchemy import URL, make_url


class Line:
    """Carries bytes between a port of its own and the server, until told otherwise."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._open = Event()
        self._open.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        Thread(target=self._answer, daemon=True).start()

    @property
    def address(self) -> str:
        host, port = self._listener.getsockname()
        there: URL = self._url.set(host=host, port=port, query={})
        return there.render_as_string(hide_password=False)

    def go_silent(self) -> None:
        """Nothing is carried any more, and nobody is told."""
        self._open.clear()

    def hang_up(self) -> None:
        """End every conversation, and take no more."""
        self._open.clear()
        for end in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._ends.append(near)
            if self._open.is_set():
                far = self._reach()
                self._ends.append(far)
                for one, other in ((near, far), (far, near)):
                    Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while words := one.recv(65536):
                if self._open.is_set():
                    other.sendall(words)
            other.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _reach(self) -> socket.socket:
        folder = str(self._url.query.get("host", ""))
        if not folder:
            return socket.create_connection((self._url.host or "127.0.0.1", self._url.port or 5432))
        there = socket.socket(socket.AF_UNIX)
        there.connect(f"{folder}/.s.PGSQL.{self._url.port or 5432}")
        return there
