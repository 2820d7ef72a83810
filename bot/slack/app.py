"""The Bolt app: it routes; signatures are the front's business and authorisation is ours."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.context import BoltContext

from bot.domain.errors import DeadlinePassed

Authorizer = Callable[[str | None, str | None], AuthorizeResult]
"""Workspace id and user id → who we are there."""

_ABOUT_PEOPLE = frozenset({"user_change"})
"""Events about somebody rather than by them: who is gone may be the very one."""

Recognise = Callable[[str, str], Any]
"""Workspace id and user id → the caller that handlers get as `context["caller"]`."""

ErrorDoor = Callable[[Exception, dict[str, Any], BoltContext], BoltResponse]


def build(*, authorizer: Authorizer, recognise: Recognise, door: ErrorDoor, executor: Executor) -> App:
    """An app without listeners; `handlers.register` adds them.

    Listeners run in the request's own thread (`process_before_response`): nothing may come after `ack()`.
    """
    app = App(
        name="touchbase",
        logger=logging.getLogger("slack_bolt"),
        process_before_response=True,
        authorize=_Authorize(authorizer),
        signing_secret="checked by the front",
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        listener_executor=executor,
    )

    @app.middleware
    def find_caller(body: dict[str, Any], context: BoltContext, next: Callable[[], None]) -> None:
        event = body.get("event") or {}
        if context.team_id and context.user_id and event.get("type") not in _ABOUT_PEOPLE:
            context["caller"] = recognise(context.team_id, context.user_id)
        if context["deadline"].was_given_up:
            raise DeadlinePassed("whoever asked was told so while we looked who it is")
        next()

    @app.error
    def answer_error(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        return door(error, body, context)

    return app


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
