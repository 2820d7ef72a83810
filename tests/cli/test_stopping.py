"""SIGTERM: the process ends, whatever hangs."""

import socket
import subprocess
import sys

HANGS = """
import logging, threading
from bot.cli.listening import ListeningServer, bound, server_config

async def app(scope, receive, send):
    pass

class Impatient(ListeningServer):
    stop_within = 0.1

    async def on_tick(self, counter):
        print("listens", flush=True)
        return await super().on_tick(counter)

logging.basicConfig()
with bound("127.0.0.1", 0) as listener:
    Impatient(server_config(app)).run(sockets=[listener])
    threading.Event().wait()
"""


def test_what_hangs_after_sigterm_is_not_waited_for() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HANGS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "listens\n"
        process.terminate()
        assert process.wait(30) == 1
        assert "stopped with work unfinished" in process.stderr.read()


WAITS = """
import asyncio
from bot.cli.listening import ListeningServer, bound, port_of, server_config

stopping = asyncio.Event()

async def app(scope, receive, send):
    print("asked", flush=True)
    await stopping.wait()
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})

with bound("127.0.0.1", 0) as listener:
    print(port_of(listener), flush=True)
    ListeningServer(server_config(app), stopping=stopping.set).run(sockets=[listener])
"""


def test_what_is_to_stop_does_before_the_requests_under_way_are_waited_for() -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with socket.create_connection(("127.0.0.1", int(process.stdout.readline()))) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: touchbase\r\n\r\n")
            assert process.stdout.readline() == "asked\n"
            process.terminate()
            assert client.recv(100).startswith(b"HTTP/1.1 204")
        assert process.wait(30) == 0
