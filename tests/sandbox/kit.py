"""How blocks are written in tests, short."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn("x")} | fields)}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("x"), **fields}


def options(count: int, **fields: Any) -> list[Json]:
    return [{"text": plain("x"), "value": str(n), **fields} for n in range(count)]


def select(**fields: Any) -> Json:
    return {"type": "static_select", **({"options": options(1)} if "option_groups" not in fields else {}), **fields}


def overflow(**fields: Any) -> Json:
    return {"type": "overflow", **fields}


def asks(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain("x"), "element": element, **fields}


def confirm(**fields: Any) -> Json:
    return {"title": plain("x"), "text": mrkdwn("x"), "confirm": plain("x"), "deny": plain("x"), **fields}


def image(**fields: Any) -> Json:
    return {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "x", **fields}
