"""SIGTERM: the process ends, whatever hangs."""

import subprocess
import sys

HANGS = """
import logging, threading
from bot.cli.listening import Server, bound, server_config

async def app(scope, receive, send):
    pass

class Impatient(Server):
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
