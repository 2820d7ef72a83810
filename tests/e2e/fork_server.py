"""Forks workers: for each line of its input it starts one, and writes its process id.

A line is the JSON of the Errand that a mortal runs, or of the Clocks that a worker goes by; with the next one it is let
go, so that nobody is dead before their id is known. A fork takes milliseconds, where the imports alone would take a
second of each worker's short life.
"""

import gc
import json
import os
import signal
import sys

from bot import logs
from tests.e2e import crashing_worker, worker
from tests.e2e.crashing_worker import ScriptedDelivery
from tests.e2e.worker import Clocks, Orders


def lead(orders: Orders) -> None:
    """Start workers until the input ends; nobody has to wait for those that died."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()  # a collection in a worker would copy every page of what was imported
    for line in sys.stdin:
        waits, go = os.pipe()
        child = os.fork()
        if child == 0:
            os.read(waits, 1)
            _be(orders, line.strip())
            os._exit(0)
        print(child, flush=True)
        sys.stdin.readline()
        os.write(go, b"!")
        os.close(waits)
        os.close(go)


def _be(orders: Orders, line: str) -> None:
    told = json.loads(line)
    if "delivery_id" in told:
        crashing_worker.run(orders, ScriptedDelivery(**told))
    else:
        worker.work(orders, Clocks(**told))


if __name__ == "__main__":
    logs.configure()
    lead(Orders(**json.loads(sys.argv[1])))
