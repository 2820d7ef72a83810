"""On a busy machine an answer may come late, which is no failure: all but the tests of lateness itself wait longer."""

import pytest

from bot.sandbox import sandbox
from bot.slack import deadline
from bot.slack.api import gateway

STRICT_DEADLINES = (
    "tests/slack/",
    "tests/e2e/test_deadline.py",
    "tests/e2e/test_kill.py",
    "tests/e2e/test_slow_slack.py",
    "tests/e2e/test_stop.py",
    "tests/handlers/test_account.py",
    "tests/handlers/test_forms.py",
    "tests/handlers/test_lines_to_copy.py",
    "tests/handlers/test_import_form.py",
    "tests/handlers/test_not_that_account.py",
    "tests/handlers/test_errors_after_the_commit.py",
    "tests/handlers/test_saves_nothing.py",
)
"""Here the product's own deadlines hold."""


@pytest.fixture(autouse=True)
def longer_deadlines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot may take ten times as long, and so may Slack, before either gives up."""
    if not request.node.nodeid.startswith(STRICT_DEADLINES):
        for module, name in (
            (deadline, "COMMIT_WITHIN"),
            (deadline, "ANSWER_WITHIN"),
            (gateway, "LOOKUP_TIMEOUT"),
            (sandbox, "ANSWER_SECONDS"),
        ):
            monkeypatch.setattr(module, name, 10 * getattr(module, name))
