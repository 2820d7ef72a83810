"""Settings saved by several at once, on every database."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from bot.domain.workspace.members import Caller, Profile
from bot.domain.workspace.settings import ChosenSettings, NamedRoles
from bot.services.deps import Deps
from bot.services.workspace import settings
from bot.storage.workspace import departments, members, roles
from tests.scopes import scoped
from tests.services.conftest import InTime
from tests.storage.filled import ANA, BO, INITECH


class Overtaken(InTime):
    """A guard before whose commit somebody else saves, if they can."""

    def __init__(self, pool: ThreadPoolExecutor, save: Callable[[], object]) -> None:
        self._pool, self._save = pool, save
        self.other: Future[object] | None = None

    def before_commit(self) -> None:
        self.other = self._pool.submit(self._save)
        wait([self.other], timeout=0.3)


def test_two_who_save_at_once_save_one_after_the_other(deps: Deps, caller: Callable[[str], Caller]) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        members.remember(scope, Profile(ANA, "Ana", None, is_admin=True))
    opened = ChosenSettings(departments={})

    def save(owner: str, guard: InTime) -> object:
        left = ChosenSettings({NamedRoles.PROGRAMME_OWNER: (owner,)}, {"S0SALES": "Sales"})
        return settings.change(deps, caller(ANA), opened, left, guard=guard)

    with ThreadPoolExecutor(1) as pool:
        overtaken = Overtaken(pool, lambda: save(BO, InTime()))
        save(ANA, overtaken)
        assert overtaken.other is not None
        overtaken.other.result(10)
    with deps.reading(INITECH) as scope:
        assert roles.having(scope, NamedRoles.PROGRAMME_OWNER) == [BO]
        assert departments.names(scope) == {"S0SALES": "Sales"}
