"""The posts that other parts know by name, as they are stored, and when each is due unless somebody moved it."""

from datetime import time

from bot.domain.workspace import schedule
from bot.domain.workspace.schedule import Monthly, Moves, Weekly

MONDAY, FRIDAY, MONTHLY = "monday", "friday", "monthly"
MONDAY_SCHEDULE = Weekly(schedule.MONDAY, time(9), Moves.LATER)
FRIDAY_SCHEDULE = Weekly(schedule.FRIDAY, time(16), Moves.EARLIER)
MONTHLY_SCHEDULE = Monthly(1, schedule.MONDAY, time(10), Moves.LATER)
