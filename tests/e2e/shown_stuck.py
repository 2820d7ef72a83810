"""What an admin is shown of deliveries that did not arrive, whomever they were for."""

from bot.messages.workspace import failed_deliveries
from bot.sandbox.api import faults
from tests.e2e.stage import Stage, Surface
from tests.house import ANA, BO


def did_not_arrive(stage: Stage) -> None:
    """Ana is not told of bo's complaints: Slack refuses them, or nobody knows."""
    stage.house.sandbox.refuse("conversations.history", "missing_scope")
    refused = faults.refused("user_disabled")
    for fault, way in (
        (refused, failed_deliveries.LEAVE),
        (refused, failed_deliveries.SEND_AGAIN),
        (faults.LOST_AFTER, failed_deliveries.IS_THERE),
    ):
        stage.house.sandbox.fail("chat.postMessage", fault)
        stage.log(f"20m #complaint {way} {stage.words.line[:300]}", person=BO)
        stage.house.pass_time()
        stage.house.press_in(ANA, stage.house.home(ANA), way)
    stage.house.deliver_press(ANA, failed_deliveries.SEND_AGAIN, "settled")


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
