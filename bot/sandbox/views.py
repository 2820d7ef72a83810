"""Modals and Home tabs: which views stand open for whom, three deep at most, each with the hash of its state."""

import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.answers import SpentError, Triggers
from bot.sandbox.blockkit import check_view, with_ids
from bot.sandbox.content import RefusalError, refuse_if_wrong
from bot.sandbox.wire import Hub

STACK = 3

Json = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """One view as the app gave it (`given`), for one person. `root` is the id of the lowest in its stack."""

    id: str
    user: str
    hash: str
    given: Json
    root: str
    previous: str | None = None

    @property
    def external_id(self) -> str | None:
        return self.given.get("external_id") or None


class Views:
    """Every change is published to the person's pages. Refusals carry Slack's words."""

    def __init__(self, hub: Hub, triggers: Triggers) -> None:
        self._hub, self._triggers = hub, triggers
        self._lock = threading.RLock()
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def open(self, trigger_id: str, given: Any) -> View:
        """Start a new stack for whoever the trigger belongs to. Raises RefusalError."""
        checked = _checked(given, "modal")
        with self._lock:
            user = self._exchange(trigger_id)
            self._refuse_known(checked)
            view = _new(user, checked)
            self._stacks[user] = [view]
        return self._published(view, "open")

    def push(self, trigger_id: str, given: Any) -> View:
        checked = _checked(given, "modal")
        with self._lock:
            return self.push_for(self._exchange(trigger_id), checked)

    def push_for(self, user: str, checked: Json) -> View:
        """Put a view on top of the person's stack. Raises RefusalError push_limit_reached, not_found."""
        with self._lock:
            stack = self._stacks.get(user, [])
            if not stack:
                raise RefusalError("not_found")
            if len(stack) >= STACK:
                raise RefusalError("push_limit_reached")
            self._refuse_known(checked)
            view = _new(user, checked, root=stack[0].id, previous=stack[-1].id)
            stack.append(view)
        return self._published(view, "push")

    def update(self, given: Any, *, view_id: str = "", external_id: str = "", hash: str = "") -> View:
        """Replace an open view. Raises RefusalError not_found, hash_conflict."""
        checked = _checked(given, "modal")
        with self._lock:
            view = self._named(view_id, external_id)
            _compare(view, hash)
            changed = replace(view, given=checked, hash=_hash())
            stack = self._stacks[view.user]
            stack[stack.index(view)] = changed
        return self._published(changed, "update")

    def publish(self, user: str, given: Any, hash: str = "") -> View:
        """Set the person's Home tab. Raises RefusalError hash_conflict."""
        checked = _checked(given, "home")
        with self._lock:
            earlier = self._homes.get(user)
            if earlier is not None:
                _compare(earlier, hash)
            view = replace(earlier or _new(user, checked), given=checked, hash=_hash())
            self._homes[user] = view
        self._hub.publish({"type": "home", "view": self.shown(view)}, lambda reader: reader == user)
        return view

    def find(self, user: str, view_id: str) -> View | None:
        """A view that this person has before them: an open modal, or their Home tab."""
        with self._lock:
            home = self._homes.get(user)
            candidates = [*self._stacks.get(user, ()), *([home] if home else ())]
            return next((view for view in candidates if view.id == view_id), None)

    def home(self, user: str) -> View | None:
        return self._homes.get(user)

    def stack(self, user: str) -> list[View]:
        with self._lock:
            return list(self._stacks.get(user, ()))

    def close(self, view: View) -> None:
        """Take a view, and what lies on it, away."""
        with self._lock:
            stack = self._stacks.get(view.user, [])
            ids = [each.id for each in stack]
            if view.id in ids:
                del stack[ids.index(view.id) :]
        self._published(view, "close")

    def clear(self, user: str) -> None:
        with self._lock:
            stack = self._stacks.pop(user, [])
        if stack:
            self._published(stack[0], "close")

    def shown(self, view: View) -> dict[str, Any]:
        """The view with its id and hash, as the page draws it."""
        return {**view.given, "id": view.id, "hash": view.hash}

    def _exchange(self, trigger_id: str) -> str:
        try:
            return self._triggers.exchange(trigger_id)
        except SpentError as spent:
            raise RefusalError(spent.error) from None

    def _named(self, view_id: str, external_id: str) -> View:
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external_id and view.external_id == external_id):
                    return view
        raise RefusalError("not_found")

    def _refuse_known(self, checked: Json) -> None:
        """An external_id is of one view in the whole workspace."""
        external_id = checked.get("external_id")
        views = [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]
        if external_id and any(view.external_id == external_id for view in views):
            raise RefusalError("duplicate_external_id")

    def _published(self, view: View, op: str) -> View:
        self._hub.publish({"type": "view", "op": op, "view": self.shown(view)}, lambda reader: reader == view.user)
        return view


def checked_view(given: Any) -> Json:
    """A modal as Slack takes it. Raises RefusalError invalid_arguments, view_too_large."""
    return _checked(given, "modal")


def _checked(given: Any, kind: str) -> Json:
    try:
        view = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        raise RefusalError("invalid_arguments", messages=["[ERROR] must be valid JSON [json-pointer:/view]"]) from None
    if isinstance(view, dict) and view.get("type") in ("modal", "home") and view["type"] != kind:
        problem = f"[ERROR] must be a valid enum value [json-pointer:/view/type]; expected {kind}"
        raise RefusalError("invalid_arguments", messages=[problem])
    refuse_if_wrong(check_view(view))
    return {**view, "blocks": with_ids(view["blocks"])}


def _new(user: str, checked: Json, *, root: str | None = None, previous: str | None = None) -> View:
    id = "V" + secrets.token_hex(5).upper()
    return View(id, user, _hash(), checked, root or id, previous)


def _hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _compare(view: View, hash: str) -> None:
    if hash and hash != view.hash:
        raise RefusalError("hash_conflict")
