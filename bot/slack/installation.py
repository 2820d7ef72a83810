"""TokenInstallation: the one workspace that the bot token in the environment belongs to."""

from slack_bolt.authorization import AuthorizeResult

from bot.domain.errors import NotAllowed, NotSaved, SlackTrouble
from bot.domain.workspace.members import Identity
from bot.parsing.slack_text import storable
from bot.slack.api.gateway import Gateway


class TokenInstallation:
    """Knows its workspace once `auth.test` has answered; until then requests are told to come back."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._identity: Identity | None = None

    @property
    def identity(self) -> Identity | None:
        return self._identity

    def token_of(self, workspace_id: str) -> str:
        """The token for calls about `workspace_id`; "" asks before the workspace is known."""
        if workspace_id and self._identity is not None and workspace_id != self._identity.workspace_id:
            raise SlackTrouble("team_not_found", permanent=True)
        return self._token

    def authenticate(self, gateway: Gateway) -> Identity:
        """Ask Slack whose token this is. Raises SlackTrouble."""
        answer = gateway.authenticate()
        self._identity = Identity(
            workspace_id=str(answer["team_id"]),
            workspace=storable(str(answer.get("team") or answer["team_id"])),
            app_id=str(answer.get("app_id") or "token"),
            bot_id=str(answer.get("bot_id") or ""),
            bot_user_id=str(answer["user_id"]),
            scopes=str(answer["scopes"]),
        )
        return self._identity

    def authorize(self, workspace_id: str | None, user_id: str | None) -> AuthorizeResult:
        """For Bolt: who we are for this request, without asking Slack. Never None.

        Slack signed it for our app, so one that names no workspace, as in an organisation with many, is for ours.
        Raises NotAllowed for another workspace, NotSaved while our own is not known yet.
        """
        if self._identity is None:
            raise StartingUp("Slack has not told yet which workspace this is")
        if workspace_id not in (None, self._identity.workspace_id):
            raise NotAllowed("This Touchbase serves another workspace.")
        return AuthorizeResult(
            enterprise_id=None,
            team_id=self._identity.workspace_id,
            user_id=user_id,
            bot_id=self._identity.bot_id,
            bot_user_id=self._identity.bot_user_id,
            bot_token=self._token,
        )


class StartingUp(NotSaved):
    reason = "Touchbase is starting up."
