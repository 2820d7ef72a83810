"""The weekly posts that other parts know by name, as they are stored, and when each is due unless somebody moved it."""

from datetime import time

from bot.domain.workspace import schedule
from bot.domain.workspace.schedule import Moves, Weekly

MONDAY, FRIDAY = "monday", "friday"
MONDAY_SCHEDULE = Weekly(schedule.MONDAY, time(9), Moves.LATER)
FRIDAY_SCHEDULE = Weekly(schedule.FRIDAY, time(16), Moves.EARLIER)
