"""How fast a channel is written to, by the database's clock and for all senders together."""

from sqlalchemy import update

from bot.storage.engine import Session, insert_once
from bot.storage.schema import pace
from bot.storage.types import WireTime


def take(session: Session, workspace_id: str, channel: str, *, seconds: float) -> bool:
    """Take the channel's next free moment; the one after it is `seconds` later. False when it is not free yet."""
    insert_once(session, pace, [{"workspace_id": workspace_id, "channel": channel, "next_free_at": WireTime()}])
    taken = session.execute(
        update(pace)
        .where(pace.c.workspace_id == workspace_id, pace.c.channel == channel, pace.c.next_free_at <= WireTime())
        .values(next_free_at=WireTime(seconds))
    )
    return taken.rowcount == 1
