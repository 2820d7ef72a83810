"""The Bolt app, used for routing: the HTTP endpoints check signatures, and authorisation is by our own tables."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.context import BoltContext

from bot.domain.errors import DeadlinePassed, Refusal
from bot.domain.workspace.members import Caller, Origin
from bot.slack import origins

Authorizer = Callable[[str | None, str | None], AuthorizeResult]
"""Workspace id and user id → who we are there."""

Recognise = Callable[[str, str, Origin], Caller]
"""Workspace id, user id and what the request says of them → the caller that handlers get as `context["caller"]`."""

AnswerError = Callable[[Exception, dict[str, Any], BoltContext], BoltResponse]


def build(*, authorizer: Authorizer, recognise: Recognise, answer_error: AnswerError, executor: Executor) -> App:
    """An app without listeners; `handlers.register` adds them.

    Listeners run in the request's own thread (`process_before_response`): nothing may come after `ack()`.
    """
    app = _App(
        name="touchbase",
        logger=logging.getLogger("slack_bolt"),
        process_before_response=True,
        authorize=_Authorize(authorizer),
        signing_secret="checked by the HTTP endpoints",
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        listener_executor=executor,
    )

    @app.middleware
    def find_caller(body: dict[str, Any], context: BoltContext, next: Callable[[], None]) -> None:
        authorized = context.authorize_result
        workspace_id = authorized.team_id if authorized is not None else None
        if workspace_id and context.user_id and origins.has_caller(body):
            caller = recognise(workspace_id, context.user_id, origins.origin_of(body, workspace_id))
            _require_belonging(caller, body)
            context["caller"] = caller
        if context["deadline"].was_given_up:
            raise DeadlinePassed("whoever asked was told so while we looked who it is")
        next()

    @app.error
    def on_error(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        return answer_error(error, body, context)

    return app


class _App(App):
    """Bolt takes the team of whoever acted for the workspace where a request names none."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        req.context["team_id"] = origins.workspace_of(req.body)
        return super().dispatch(req)


def _require_belonging(caller: Caller, body: dict[str, Any]) -> None:
    """Raise Refusal for whoever may be of another company, unless what they wrote can be kept until that is known."""
    if caller.may_be_foreign and not origins.can_be_kept(body):
        message = "Slack has not told me yet who you are: try again in a minute."
        raise Refusal(message, typed=str(body.get("text") or ""))


class _Authorize(Authorize):
    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        return self._authorizer(team_id, user_id)
