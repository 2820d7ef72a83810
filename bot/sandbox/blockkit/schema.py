"""The language the tables of Block Kit are written in: a rule looks at a value and reports what is wrong.

Words and pointers are Slack's: `must be less than 3001 characters [json-pointer:/blocks/2/text/text]`.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WRONG_PATTERN = "does not match the required pattern"


@dataclass
class Report:
    """What was found wrong; `error` is Slack's name for the whole, of the gravest problem met."""

    surface: str
    error: str = "invalid_blocks"
    problems: list[str] = field(default_factory=list)

    def add(self, problem: str, pointer: str, *, error: str | None = None) -> None:
        self.problems.append(f"{problem} [json-pointer:{pointer}]")
        self.error = error or self.error

    @property
    def messages(self) -> list[str]:
        """As `response_metadata.messages` carries them."""
        return [f"[ERROR] {problem}" for problem in self.problems]


Rule = Callable[[Any, str, Report], None]
Fields = Mapping[str, Rule]


@dataclass(frozen=True)
class Shape:
    """An object: its fields, and a rule for what holds between them. `surfaces` limits where it may stand."""

    required: Fields = field(default_factory=dict)
    optional: Fields = field(default_factory=dict)
    also: Rule | None = None
    surfaces: Collection[str] = ("message", "modal", "home")

    def __call__(self, value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, Mapping):
            report.add("must provide an object", pointer)
            return
        before = len(report.problems)
        for name in self.required:
            if name not in value:
                report.add(f"missing required field: {name}", pointer)
        for name, each in value.items():
            self._check_field(name, each, pointer, report)
        if self.also is not None and len(report.problems) == before:
            self.also(value, pointer, report)

    def _check_field(self, name: str, value: Any, pointer: str, report: Report) -> None:
        rule = self.required.get(name) or self.optional.get(name)
        if rule is None:
            report.add(f"invalid additional property: {name}", pointer)
        else:
            rule(value, f"{pointer}/{name}", report)


def typed(shapes: Mapping[str, Shape], fields: Fields | None = None) -> Rule:
    """An object whose `type` says which of `shapes` it is; `fields` are common to all of them."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, Mapping):
            report.add("must provide an object", pointer)
            return
        if "type" not in value:
            report.add("missing required field: type", pointer)
            return
        shape = shapes.get(str(value["type"]))
        if shape is None or report.surface not in shape.surfaces:
            report.add(f"unsupported type: {value['type']}", f"{pointer}/type")
            return
        common = {"type": anything, **(fields or {})}
        Shape(shape.required, {**shape.optional, **common}, shape.also)(value, pointer, report)

    return check


def string(most: int | None = None, *, least: int = 0, pattern: str | None = None) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must be a string", pointer)
        elif most is not None and len(value) > most:
            report.add(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            report.add(f"must be more than {least - 1} characters", pointer)
        elif pattern is not None and not re.fullmatch(pattern, value):
            report.add(WRONG_PATTERN, pointer)

    return check


def one_of(*choices: str) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if value not in choices:
            report.add("must be a valid enum value", pointer)

    return check


def number(*, least: float | None = None, most: float | None = None, whole: bool = False) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            report.add("must be an integer" if whole else "must be a number", pointer)
        elif least is not None and value < least:
            report.add(f"must be at least {least:g}", pointer)
        elif most is not None and value > most:
            report.add(f"must be at most {most:g}", pointer)

    return check


def array(item: Rule, most: int | None = None, *, least: int = 1) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, Sequence) or isinstance(value, str):
            report.add("must provide an array", pointer)
            return
        if most is not None and len(value) > most:
            report.add(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            report.add(f"no fewer than {least} items allowed", pointer)
        for index, each in enumerate(value):
            item(each, f"{pointer}/{index}", report)

    return check


def boolean(value: Any, pointer: str, report: Report) -> None:
    if not isinstance(value, bool):
        report.add("must be a boolean", pointer)


def anything(value: Any, pointer: str, report: Report) -> None:
    """Every value will do."""


def any_of(*names: str) -> Rule:
    """At least one of the fields is there."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report.add("must define " + " or ".join(f"`{name}`" for name in names), pointer)

    return check


def exactly_one_of(*names: str) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if sum(name in value for name in names) != 1:
            report.add("must define exactly one of " + ", ".join(f"`{name}`" for name in names), pointer)

    return check


def all_of(*rules: Rule) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        for rule in rules:
            rule(value, pointer, report)

    return check


def nullable(rule: Rule) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if value is not None:
            rule(value, pointer, report)

    return check
