"""The documents name files that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "bot").rglob("*.md")])
NAMED = re.compile(r"(?<![\w./-])(?:bot|handlers|jobs|tests)/[\w./*-]*[\w*]")
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)\)|(?:src|srcset)=\"([^\"]+)\"")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text()
    missing = {name for name in NAMED.findall(text) if not list(ROOT.glob(name))}
    links = {one or other for one, other in LINKED.findall(text)}
    missing |= {link for link in links if not (document.parent / link).exists()}
    assert missing == set()
