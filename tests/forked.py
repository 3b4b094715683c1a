"""Starts servers as children of a process that has everything imported, so that each is there in a moment.

python forked.py STORE TOKEN          "start" on standard input → "PID PORT"; "kill PID" ends one by SIGKILL → "PID"
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from api.settings import Settings
from api.workers import Pool, Writer  # noqa: F401 – loaded before anything is forked


def serve(listener: socket.socket, store: Path, token: str) -> None:
    app = create_app(Settings(store=store, workers=1, write_token=token, client_seconds=10_000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    asyncio.run(server.serve(sockets=[listener]))


def main(store: Path, token: str) -> None:
    for line in sys.stdin:
        order, _, argument = line.strip().partition(" ")
        if order == "start":
            listener = socket.create_server(("127.0.0.1", 0))
            pid = os.fork()
            if pid == 0:
                serve(listener, store, token)
                os._exit(0)
            print(pid, listener.getsockname()[1], flush=True)
            listener.close()
        else:
            os.kill(int(argument), signal.SIGKILL)
            os.waitpid(int(argument), 0)
            print(argument, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
