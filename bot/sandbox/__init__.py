"""A local Slack: a Web API, signed deliveries and a page to type in. It knows nothing of the bot."""

from bot.sandbox.deliveries.commands import CommandResult
from bot.sandbox.manifest import InvalidManifestError, check_manifest
from bot.sandbox.messages import Accepted, PostedMessage
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.team import AppSettings, Team, TeamChannel, TeamPerson, TeamUserGroup

__all__ = [
    "Accepted",
    "AppSettings",
    "CommandResult",
    "InvalidManifestError",
    "PostedMessage",
    "Sandbox",
    "Team",
    "TeamChannel",
    "TeamPerson",
    "TeamUserGroup",
    "check_manifest",
]
