"""What an admin is shown of deliveries that did not arrive, whomever they were for."""

from bot.messages.workspace import failed_deliveries
from bot.sandbox.api import faults
from tests.app_fixture import ANA, BO
from tests.e2e.hostile_fixture import HostileFixture, Surface


def did_not_arrive(hostile: HostileFixture) -> None:
    """Ana is not told of bo's complaints: Slack refuses them, or nobody knows."""
    hostile.app.wait_for_working_hours(ANA)
    hostile.app.sandbox.refuse("conversations.history", "missing_scope")
    refused = faults.refused("user_disabled")
    for fault, way in (
        (refused, failed_deliveries.LEAVE),
        (refused, failed_deliveries.SEND_AGAIN),
        (faults.LOST_AFTER, failed_deliveries.IS_THERE),
    ):
        hostile.app.sandbox.fail("chat.postMessage", fault)
        hostile.log(f"20m #complaint {way} {hostile.words.line[:300]}", person=BO)
        hostile.app.pass_time()
        hostile.app.press_in(ANA, hostile.app.home(ANA), way)
    hostile.app.deliver_press(ANA, failed_deliveries.SEND_AGAIN, "settled")


SURFACES = (
    Surface(
        did_not_arrive,
        (
            "home.home",
            "failed_deliveries.sent_again",
            "failed_deliveries.taken_for_sent",
            "failed_deliveries.decided_already",
            "failed_deliveries.left_out",
        ),
        5,
    ),
)
