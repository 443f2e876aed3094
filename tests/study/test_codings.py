"""Tagging: what is marked, what is refused, and codings from files."""

import csv
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from .samples import content, tag

Row = tuple[str, int, int, str, str]


def rows(study: Study) -> list[Row]:
    return [(c.source, c.start, c.end, c.code, c.coder) for c in study.codings.list()]


def ids(study: Study, *names: str) -> list[int]:
    return [study.codebook.get(name).id for name in names]


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (0, 10_000, "reaches out of the text"),
        (-1, 5, "reaches out of the text"),
        (9_000, 9_010, "reaches out of the text"),
        (7, 7, "holds no text"),
        (9, 7, "holds no text"),
    ],
)
def test_spans_that_cannot_be(study: Study, start: int, end: int, says: str) -> None:
    before = content(study.path)
    with pytest.raises(StudyError, match=says) as told:
        study.codings.tag(1, Span(start, end), ids(study, "Order"))
    assert told.value.remedy
    assert content(study.path) == before


def test_white_space_is_no_excerpt_and_no_part_of_one(study: Study) -> None:
    text = study.sources.read(1).text
    gap = text.index("\n\n")
    with pytest.raises(StudyError, match="excerpt is empty"):
        study.codings.tag(1, Span(gap, gap + 2), ids(study, "Order"))
    (made,) = study.codings.tag(1, Span(gap, gap + 7), ids(study, "Order"))
    assert (made.start, made.end) == (gap + 2, gap + 7)
    assert made.text == text[gap + 2 : gap + 7] == made.text.strip()


def test_codes_and_sources_that_are_not_there(study: Study) -> None:
    before = content(study.path)
    for source_id, code_ids in (
        (1, [99]),
        (99, ids(study, "Order")),
        (1, [*ids(study, "Order"), 0]),
    ):
        with pytest.raises(StudyError, match="not in the"):
            study.codings.tag(source_id, Span(0, 9), code_ids)
    new = CodeDraft("Brand new")
    for source_id, span, draft in (
        (1, Span(0, 9_999), new),
        (99, Span(0, 9), new),
        (1, Span(0, 9), CodeDraft("ORDER")),
    ):
        with pytest.raises(StudyError):
            study.codings.tag(source_id, span, [], new_code=draft)
    assert content(study.path) == before


def test_names_that_are_nearly_right(study: Study) -> None:
    with pytest.raises(StudyError, match="Did you mean 'Price anxiety'"):
        study.codings.list(code="price anxity")
    with pytest.raises(StudyError, match="Did you mean 'ana'"):
        study.codings.list(source="anna")
    with pytest.raises(StudyError, match="no participant 'Zebulon'"):
        study.codings.list(participant="Zebulon")
    with pytest.raises(StudyError, match="no coder"):
        study.codings.list(coder="Nobody")


def test_an_equal_coding_is_not_doubled_but_each_coder_has_their_own(study: Study) -> None:
    made = tag(study, "ana", "has a cat", "Order", "Order", "Freedom")
    assert [coding.code for coding in made] == ["Order", "Freedom"]
    assert tag(study, "ana", "has a cat", "Order") == []
    with Study.open(study.path, coder="Noor") as other:
        (hers,) = tag(other, "ana", "has a cat", "Order")
        assert hers.coder == "Noor"
        assert rows(other) == rows(study)
    assert {c.coder for c in study.codings.list(code="Order") if c.text == "has a cat"} == {
        "Maya",
        "Noor",
    }
    assert [c.guid for c in study.codings.list(coder="NOOR")] == [hers.guid]


def test_overlapping_excerpts_all_stay(study: Study) -> None:
    spans = [Span(0, 30), Span(10, 40), Span(10, 20), Span(0, 160), Span(29, 31)]
    for span in spans:
        study.codings.tag(1, span, ids(study, "Order"))
    text = study.sources.read(1).text
    mine = [c for c in study.codings.on_source(1) if c.code == "Order" and c.start < 40]
    assert [c.span for c in mine] == sorted(c.span for c in mine)
    assert {c.text for c in mine} == {text[s.start : s.end].strip() for s in spans}


def test_whose_words_an_excerpt_holds(study: Study) -> None:
    """The first participant's whose passage it touches, else whoever speaks where it starts."""
    text = study.sources.read(1).text
    question, answer = text.index("What was"), text.index("Well, I check")
    why = text.index("And why")
    code = ids(study, "Freedom")
    for span, participant, speaker in (
        (Span(question, question + 8), None, "Interviewer"),
        (Span(question, answer + 4), "Ana", "Ana"),
        (Span(answer, why + 7), "Ana", "Ana"),
        (Span(why, why + 7), None, "Interviewer"),
    ):
        (made,) = study.codings.tag(1, span, code)
        assert (made.participant, made.speaker) == (participant, speaker)


def test_quotes_are_found_when_they_stand_once(study: Study) -> None:
    text = study.sources.read(1).text
    span = study.codings.locate(1, "  has\n a\tcat ")
    assert text[span.start : span.end] == "has a cat"
    for quote, says in (
        ("never said", "does not occur"),
        ("Well, ", ""),
        ("I ", "more than once"),
        (" ", "empty"),
    ):
        if says:
            with pytest.raises(StudyError, match=says):
                study.codings.locate(1, quote)
        else:
            assert study.codings.locate(1, quote)
    with pytest.raises(StudyError, match="not in the study"):
        study.codings.locate(99, "Well")


def test_untag_takes_those_and_no_others(study: Study) -> None:
    all_of_them = study.codings.list()
    gone = {coding.id for coding in all_of_them[2:5]}
    assert study.codings.untag([*gone, 999]) == 3
    assert [c.guid for c in study.codings.list()] == [
        c.guid for c in all_of_them if c.id not in gone
    ]
    assert study.codings.untag(list(gone)) == 0


def codings_file(folder: Path, *lines: tuple[str, ...]) -> Path:
    path = folder / "codings.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return path


def test_codings_from_a_file(study: Study, tmp_path: Path) -> None:
    path = codings_file(
        tmp_path,
        ("source", "start", "end", "quote", "code", "coder"),
        ("ANA", "", "", "has a cat", "order", ""),
        ("ben", "0", "10", "", "Freedom", "Noor"),
        ("ben", "0", "10", "", "Freedom", "noor"),
        ("ana", "", "", "has  a cat", "Order", "Maya"),
    )
    before = set(rows(study))
    report = study.codings.import_file(path)
    assert (report.added, report.already) == (2, 2)
    added = set(rows(study)) - before
    assert {(source, code, coder) for source, _, _, code, coder in added} == {
        ("ana", "Order", "Maya"),
        ("ben", "Freedom", "Noor"),
    }
    assert study.codings.import_file(path).added == 0
    assert study.codings.import_file(path, coder="Third").added == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("anna", "", "", "has a cat", "Order"), "Did you mean 'ana'"),
        (("ana", "", "", "has a cat", "Ordr"), "Did you mean 'Order'"),
        (("ana", "", "", "has a dog", "Order"), "does not occur"),
        (("ana", "", "", "I", "Order"), "more than once"),
        (("ana", "0", "99999", "", "Order"), "reaches out of the text"),
        (("ana", "9", "9", "", "Order"), "holds no text"),
        (("ana", "9", "", "", "Order"), "not a position"),
    ],
)
def test_one_bad_line_keeps_the_whole_file_out(
    study: Study, tmp_path: Path, line: tuple[str, ...], says: str
) -> None:
    before = content(study.path)
    path = codings_file(
        tmp_path,
        ("source", "start", "end", "quote", "code", "coder"),
        ("ana", "", "", "has a cat", "Order", "Somebody new"),
        (*line, "Maya"),
    )
    with pytest.raises(StudyError, match=says) as told:
        study.codings.import_file(path)
    assert "ine 3" in str(told.value)
    assert content(study.path) == before


def test_out_and_in_again(study: Study, tmp_path: Path) -> None:
    with Study.open(study.path, coder="No \"one\", 'else'") as other:
        tag(other, "ana", "has a cat", "Order", "Freedom")
    expected = rows(study)
    path = study.codings.export_file(tmp_path / "out.csv")
    study.codings.untag([coding.id for coding in study.codings.list()])
    assert rows(study) == []
    report = study.codings.import_file(path)
    assert (report.added, report.already) == (len(expected), 0)
    assert sorted(rows(study)) == sorted(expected)
    assert study.codings.import_file(path).added == 0
    again = study.codings.export_file(tmp_path / "again.csv")
    assert len(again.read_text().splitlines()) == len(path.read_text().splitlines())


def test_merging_codes_does_not_double(study: Study) -> None:
    tag(study, "ana", "I check the price twice before I order anything", "Order")
    price, order = ids(study, "Price anxiety", "Order")
    study.codebook.merge(price, order)
    assert [c.code for c in study.codings.on_source(1)] == ["Order", "Order"]
    assert {c.code for c in study.codings.list()} == {"Order", "Surprise", "Freedom"}
    with pytest.raises(StudyError, match="into itself"):
        study.codebook.merge(order, order)


def test_removing_a_code_takes_its_codings_and_lifts_its_children(study: Study) -> None:
    needs, order = ids(study, "Needs", "Order")
    assert study.codebook.remove(order) == 3
    assert study.codings.list(participant="Ana")[0].code == "Price anxiety"
    assert study.codebook.remove(needs) == 0
    assert study.codebook.get("Price anxiety").parent_id is None


def test_codes_cannot_hang_below_themselves(study: Study) -> None:
    needs, order = ids(study, "Needs", "Order")
    for parent in (needs, order):
        with pytest.raises(StudyError, match="below itself"):
            study.codebook.move(needs, parent)
    with pytest.raises(StudyError, match="not in the codebook"):
        study.codebook.move(needs, 99)
    with pytest.raises(StudyError, match="already"):
        study.codebook.update(order, name="freedom")
