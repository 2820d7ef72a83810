"""An installation ends, and begins again; a line waits for what Slack says of its author: each in its own workspace."""

from dataclasses import replace
from datetime import timedelta

from bot.db.engine import Database, Session
from bot.domain.workspace.members import Profile
from bot.storage.conversations import drafts
from bot.storage.workspace import installations, members, workspaces
from tests.scopes import scope_of
from tests.storage.filled import INITECH, NOW, draft


def test_a_line_awaits_what_slack_says_of_its_author_in_its_own_workspace(initech: Database) -> None:
    with initech.transaction() as session:
        in_initech = scope_of(session, INITECH)
        workspaces.create(scope_of(session, "T0SECOND"), name="Second")
        for each in (INITECH, "T0SECOND"):
            members.mention(scope_of(session, each), ["U0NEW"])
            drafts.keep(scope_of(session, each), replace(draft("t"), author="U0NEW", awaits_member=True))
        assert drafts.awaiting(in_initech, limit=9) == []
        members.remember(in_initech, Profile("U0NEW", "New", None))
        (waiting,) = drafts.awaiting(in_initech, limit=9)
        assert waiting.awaits_member and drafts.awaiting(scope_of(session, "T0SECOND"), limit=9) == []
        drafts.stop_waiting(in_initech, waiting.id)
        assert drafts.awaiting(in_initech, limit=9) == []


def test_the_end_of_an_installation_is_that_of_one_workspace_until_it_is_installed_again(initech: Database) -> None:
    def install(session: Session, workspace_id: str) -> None:
        workspaces.record_installation(
            scope_of(session, workspace_id), app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes="commands"
        )

    with initech.transaction() as session:
        in_initech = scope_of(session, INITECH)
        assert not installations.has_ended(in_initech), "it was never begun"
        workspaces.create(scope_of(session, "T0SECOND"), name="Second")
        for each in (INITECH, "T0SECOND"):
            install(session, each)
        assert not installations.end(in_initech, before=NOW - timedelta(days=36_500))
        assert installations.end(in_initech, before=None) and not installations.end(in_initech, before=None)
        assert installations.has_ended(in_initech) and not installations.has_ended(scope_of(session, "T0SECOND"))
        install(session, INITECH)
        assert not installations.has_ended(in_initech)
