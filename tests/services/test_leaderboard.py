"""A week in which nobody was spoken to, as Friday tells it."""

from datetime import UTC, datetime

import pytest

from tests.app_fixture import ANA, BO, AppFixture

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Acme voicemail", "Nobody was spoken to this week; what was logged are messages, attempts and things heard."),
        ("Acme email last friday: terms", "Nothing was logged this week."),
        ("Acme email tomorrow: terms", "Nothing was logged this week."),
    ],
)
def test_a_week_of_messages_alone_is_not_called_a_week_without_entries(app: AppFixture, line: str, told: str) -> None:
    app.reads(ANA, "/account add Acme")
    app.reads(BO, f"/logcall {line}")
    app.pass_time(FRIDAY_4PM)
    (post,) = app.posts
    assert post.arguments["text"].startswith(told)
    assert "If you did speak to someone: `/logcall Acme tue`. On Monday we ask again." in post.arguments["text"]
