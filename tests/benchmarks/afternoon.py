"""What one would write in an afternoon, to compare with: a Bolt app as its tutorial has it, and one INSERT a line.

`python -m tests.benchmarks.afternoon`, with the variables that `touchbase serve` reads.
"""

import os
import sqlite3
from typing import Any

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILE = "afternoon.db"


def main() -> None:
    with _connected() as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, author TEXT, line TEXT)")
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
    app.command("/logcall")(logcall)
    handler = SlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def ready(_: Request) -> Response:
        return Response()

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=int(os.environ["TOUCHBASE_PORT"]), log_level="warning")


def logcall(ack: Ack, command: dict[str, Any]) -> None:
    with _connected() as connection:
        connection.execute("INSERT INTO lines (author, line) VALUES (?, ?)", (command["user_id"], command["text"]))
    connection.close()
    ack(f"Logged: {command['text']}")


def _connected() -> sqlite3.Connection:
    connection = sqlite3.connect(FILE)
    connection.execute("PRAGMA synchronous=FULL")
    return connection


if __name__ == "__main__":
    main()
