"""Where a tag was suggested and accepted, or made by a search, every page that shows its quote says so."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest

from interviewcoder.domain.coding import Coding, Origin, Suggested
from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.personas_docx import personas_docx
from interviewcoder.exporters.personas_html import persona_posters
from interviewcoder.exporters.personas_json import personas_json
from interviewcoder.exporters.personas_markdown import persona_pages

from .persona_examples import codings, persona, synthesis

BY = Suggested("words 1", 0.62)


def pages(known: Mapping[str, Coding]) -> dict[str, str]:
    bound = binder("Ana's study", synthesis(persona("The planner")), codings=known)
    with zipfile.ZipFile(io.BytesIO(personas_docx(bound))) as package:
        word = package.read("word/document.xml").decode()
    return {
        "markdown": persona_pages(bound)["the-planner.md"],
        "html": persona_posters(bound)["the-planner.html"],
        "docx": re.sub(r"<[^>]*>", "", word),
        "json": personas_json(bound),
    }


@pytest.mark.parametrize("made", ["suggestion", "autocode"])
def test_how_a_tag_came_about_is_told(made: str) -> None:
    origin = Origin(made)
    by = BY if origin is Origin.SUGGESTION else None
    told = "suggestion: words 1, 0.62" if by else "autocode"
    changed = {guid: replace(one, origin=origin, suggested=by) for guid, one in codings().items()}
    by_hand, found = pages(codings()), pages(changed)
    for name in ("markdown", "html", "docx"):
        assert told not in by_hand[name], name
        # Under every claim and quote that cites one of them, not once somewhere.
        assert found[name].count(told) >= len(changed), name
    records = json.loads(found["json"])["codings"]
    assert {one["origin"] for one in records} == {made}
