"""What goes out comes back in through the importers unchanged."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code, CodeDraft, in_tree_order
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.text import clean_name, name_key, sanitise
from interviewcoder.exporters.codebook import codebook_csv, codebook_yaml
from interviewcoder.exporters.codings import codings_table
from interviewcoder.exporters.refi_codebook import codebook_qdc
from interviewcoder.exporters.table import csv_table
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.codings import read_codings
from interviewcoder.importers.refi_codebook import read_qdc

MARKS = st.sampled_from(
    ["=1+1", "＝", "-", "'", "@", "+", '"', ",", "\n", "\t", "# x", ": ", "&a *a", "~"]
)
LETTERS = st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs"])
"""All that XML can hold."""
TEXTS = st.lists(MARKS | st.text(LETTERS, max_size=6), max_size=5).map(
    lambda parts: sanitise("".join(parts)).strip()
)
NAMES = TEXTS.map(lambda text: f"{text} n").map(clean_name)


@st.composite
def codebooks(draw: st.DrawFn) -> list[Code]:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique_by=name_key))
    return [
        Code(
            id=number,
            guid=str(number),
            name=name,
            kind=draw(st.sampled_from(Kind)),
            parent_id=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
            colour=draw(st.sampled_from(["#e69f00", "#123456"])),
            definition=draw(TEXTS),
            include=draw(TEXTS),
            exclude=draw(TEXTS),
            position=number,
        )
        for number, name in enumerate(names, start=1)
    ]


@settings(deadline=None)
@given(codebooks(), st.sampled_from(["csv", "yaml", "qdc"]))
def test_codebook(codes: list[Code], suffix: str) -> None:
    branches = in_tree_order(codes)
    names = {code.id: code.name for code in codes}
    expected = [
        CodeDraft(
            name=code.name,
            kind=code.kind,
            parent=names.get(code.parent_id or 0),
            colour=code.colour,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
        )
        for code in (branch.code for branch in branches)
    ]
    if suffix == "qdc":
        drafts, told = read_qdc(codebook_qdc(branches))
        assert (list(drafts), told) == (expected, ())
        return
    text = codebook_csv(branches) if suffix == "csv" else codebook_yaml(branches)
    assert list(read_codebook(f"codes.{suffix}", text.encode())) == expected


@given(NAMES, NAMES, NAMES, TEXTS)
def test_codings(source: str, code: str, coder: str, words: str) -> None:
    made = datetime(2026, 1, 31, tzinfo=UTC)
    coding = Coding(1, "g", 1, source, 3, 9, words, 1, code, Kind.NEED, "#e69f00", coder, made)
    (draft,) = read_codings("codings.csv", csv_table(codings_table([coding])).content)
    assert (draft.source, draft.code, draft.coder) == (source, code, coder)
    assert (draft.start, draft.end) == (3, 9)


@pytest.mark.parametrize("text", ["'=1", "''-x", "'\t="])
def test_texts_that_begin_with_apostrophes(text: str) -> None:
    code = Code(1, "g", "Needs", Kind.NEED, None, "#e69f00", definition=text)
    (draft,) = read_codebook("codes.csv", codebook_csv(in_tree_order([code])).encode())
    assert draft.definition == text
