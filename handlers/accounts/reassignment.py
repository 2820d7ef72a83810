"""Accounts of people who left: the list of them, reassigning each, or putting it off."""

from bot.messages.accounts import reassignment as reassignment_messages
from bot.services.accounts import offboarding, reassignment
from bot.services.deps import Deps
from bot.services.workspace import workspaces
from bot.slack.api.profiles import profile_of
from handlers.listeners import Listeners
from handlers.request import Request, SlackEvent, refusing_malformed


def changed(deps: Deps, event: SlackEvent) -> None:
    """Slack tells what a user is now."""
    workspace_id = event.workspace_id
    profile = profile_of(event.fields.get("user") or {}, workspace_id)
    if profile is None:
        event.ack()
        return
    # A guest sees nothing from now on. Should the event be an old one, Slack is asked when they come again.
    if profile.is_guest or not offboarding.ends_membership(deps, workspace_id, profile):
        offboarding.hear(deps, workspace_id, [profile])
        event.ack()
    else:
        event.ack()
        event.slack.run_later(lambda: offboarding.hear_of_turn(deps, workspace_id, profile))


def show(deps: Deps, request: Request) -> None:
    request.open_message(reassignment_messages.listed(reassignment.of(deps, request.caller)))


def give(deps: Deps, request: Request) -> None:
    """Reassign an account to the person on the button."""
    with refusing_malformed():
        account_id, left, to = request.text.split(" ")
    guard = request.on_commit("Given")
    account = reassignment.give(deps, request.caller, account_id, left=left, to=to, guard=guard)
    _replace_list(deps, request, reassignment_messages.reassigned(account, to, _names(deps, request)))


def ask(deps: Deps, request: Request) -> None:
    """Ask the person on the button to be the account's sponsor."""
    with refusing_malformed():
        account_id, _, to = request.text.split(" ")
    asked = reassignment.ask(deps, request.caller, account_id, to=to, guard=request.on_commit("Asked"))
    _replace_list(deps, request, reassignment_messages.asked(asked.account, to, _names(deps, request)))


def later(deps: Deps, request: Request) -> None:
    request.replace(reassignment_messages.later(reassignment.of(deps, request.caller)))


def _replace_list(deps: Deps, request: Request, done: str) -> None:
    """Put the list as it is now in the place of what was pressed in; `done` says what was done."""
    request.replace(reassignment_messages.listed(reassignment.of(deps, request.caller), done=done))
    request.publish_home_later()


def _names(deps: Deps, request: Request) -> dict[str, str]:
    return workspaces.names(deps, request.caller.workspace.id)


LISTENERS = Listeners(
    actions={
        reassignment_messages.LIST: show,
        reassignment_messages.GIVE: give,
        reassignment_messages.ASK: ask,
        reassignment_messages.LATER: later,
    },
    events={"user_change": changed},
)
