"""HTTP as it goes over the wire: requests are the bytes that a test says, on a connection that is kept open."""

from __future__ import annotations

import socket

from serving import Server

__all__ = ["Connection"]


class Connection:
    """A connection that is kept open."""

    def __init__(self, server: Server) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=120)
        self._file = self._socket.makefile("rb")

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def head(self) -> tuple[str, dict[str, str]]:
        """Status line, and headers but for the time, of the next answer."""
        status = self._file.readline().decode().strip()
        headers = {}
        while line := self._file.readline().decode().strip():
            name, _, value = line.partition(": ")
            assert name not in headers, f"{name} is there twice"
            headers[name] = value
        assert headers.pop("date")
        return status, headers

    def answer(self) -> tuple[str, dict[str, str], bytes]:
        """The same and the body."""
        status, headers = self.head()
        return status, headers, self._file.read(int(headers["content-length"]))

    def asked(self, data: bytes) -> tuple[str, dict[str, str], bytes]:
        self.send(data)
        return self.answer()

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def ended(self) -> bool:
        return not self._file.read(1)
