"""The public JSON shapes: keys that are promised, and JSON that is always JSON."""

import json
import math
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, Member, Persona, Quote, Spread
from interviewcoder.domain.persona_records import persona_record
from interviewcoder.domain.progress import (
    FileFailed,
    FileImported,
    FileSkipped,
    ImportReport,
    ImportStarted,
)
from interviewcoder.domain.records import (
    coding_record,
    import_report_record,
    json_text,
    passage_record,
    plain,
    source_record,
)
from interviewcoder.domain.source import Passage, Role, Source, SourceKind

MADE = datetime(2026, 1, 31, tzinfo=UTC)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=8,
)


@given(anything, st.booleans())
def test_json_is_json_and_safe_to_print(value: Any, ascii_only: bool) -> None:
    text = json_text(plain(value), ascii_only=ascii_only)
    assert json.loads(text) == plain(value)
    text.encode("ascii" if ascii_only else "utf-8")
    assert not set(text) & {"\x1b", "\x9b", "\u202e", "\u2028", "\x7f"}


def test_numbers_that_json_does_not_know() -> None:
    assert plain({"a": math.nan, "b": [math.inf, 1.5], 3: {2, 1}}) == {
        "a": None,
        "b": [None, 1.5],
        "3": [1, 2],
    }


def test_what_a_source_a_passage_and_a_coding_tell() -> None:
    source = Source(
        1,
        "g",
        "ana",
        SourceKind.TRANSCRIPT,
        "text",
        "utf-8",
        9,
        2,
        ("Ana",),
        "f" * 64,
        "ana.txt",
        MADE,
    )
    record = source_record(source)
    assert {"name", "format", "participants", "passages", "characters", "sha256"} <= set(record)
    assert (record["participants"], record["characters"]) == (["Ana"], 9)
    passage = Passage(1, 1, 0, 3, 7, "need", "Ana", Role.PARTICIPANT, start_ms=62_500)
    told = passage_record("ana", passage)
    assert {"source", "speaker", "start", "end", "time", "text"} <= set(told)
    assert (told["time"], told["start_ms"], told["question"]) == ("1:02", 62_500, None)
    coding = Coding(1, "g", 1, "ana", 3, 7, "need", 2, "Needs", Kind.NEED, "#e69f00", "Maya", MADE)
    assert {"source", "start", "end", "text", "code", "kind", "participant", "coder"} <= set(
        coding_record(coding)
    )
    json_text([record, told, coding_record(coding)])


def test_what_a_persona_tells() -> None:
    claim = Claim("Order", "c1", Kind.NEED, 2, 3, 0, 4, 2.5, ("e1", "e2"), ("Cleo",))
    assert (claim.share, claim.others_share) == (2 / 3, 0)
    persona = Persona(
        1,
        "p1",
        "The planner",
        "s",
        "n",
        (Member(1, "Ana", 0.5),),
        0.5,
        (claim,),
        (Quote("need", "ana", 1, 3, 7, "Ana", "Order", "e1"),),
        (Spread("region", (("North", 1, 2),), 1),),
        {"stability": math.nan},
    )
    record = persona_record(persona)
    assert {"name", "members", "share", "codes", "quotes", "segments", "quality"} <= set(record)
    assert record["quality"] == {"stability": None}
    assert record["quotes"][0] == {
        "text": "need",
        "source": "ana",
        "start": 3,
        "end": 7,
        "participant": "Ana",
        "code": "Order",
        "coding": "e1",
        "against": False,
        "earlier": False,
    }
    assert record["codes"][0]["evidence"] == ["e1", "e2"]
    assert persona.by_kind() == {Kind.NEED: (claim,)}


def test_what_an_import_tells() -> None:
    report = ImportReport()
    for event in (
        ImportStarted(3),
        FileImported("a.txt", "a", "text", 2, 9, ("w",)),
        FileSkipped("b.txt", "text", 2, ("Already imported as 'a'.",)),
        FileFailed("c.txt", "It is empty.", "Fill it."),
    ):
        report.add(event)
    record = import_report_record(report)
    assert set(record) >= {"imported", "skipped", "failed"}
    for key in ("imported", "skipped"):
        assert {"path", "format", "passages", "warnings"} <= set(record[key][0])
    assert record["failed"] == [{"path": "c.txt", "error": "It is empty.", "remedy": "Fill it."}]
