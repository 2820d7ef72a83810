"""A local Slack: a Web API, signed deliveries and a page to type in. It knows nothing of the bot."""

from bot.sandbox.deliveries.commands import CommandResult
from bot.sandbox.manifest import InvalidManifestError, check_manifest
from bot.sandbox.messages import Accepted, Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.team import AppSettings, Channel, Person, Team, UserGroup

__all__ = [
    "Accepted",
    "AppSettings",
    "Channel",
    "CommandResult",
    "InvalidManifestError",
    "Message",
    "Person",
    "Sandbox",
    "Team",
    "UserGroup",
    "check_manifest",
]
