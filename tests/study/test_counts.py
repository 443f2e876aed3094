"""Codings counted: each number is what its query finds."""

import pytest

from interviewcoder.domain.crosstab import Crosstab, Side, both
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import quoted
from interviewcoder.domain.timeline import stretches
from interviewcoder.study import Study


@pytest.fixture
def overlapped(study: Study) -> Study:
    """The small study, with tags that overlap, an untagged code and a segment."""
    for coding in study.codings.list()[:6]:
        others = [one for one in study.codebook.list() if one.name != coding.code][:2]
        study.codings.tag(coding.source_id, coding.span, [one.id for one in others])
    for place, person in enumerate(study.participants.list()):
        study.participants.set_attribute(person.id, "region", ("North", "South")[place % 2])
        study.participants.set_attribute(person.id, "visits", str(place * 3))
    study.segments.add("Northern", "region=North")
    return study


def assert_opens_what_it_counts(study: Study, table: Crosstab) -> None:
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            found = study.codings.where(table.query(row, column))
            assert len(found) == table.counts[row][column], table.query(row, column)


def test_each_frequency_is_what_its_query_finds(overlapped: Study) -> None:
    sides = overlapped.counts.sides()
    assert set(sides) > {side.value for side in Side}
    for side in sides:
        counted = overlapped.counts.frequencies(side)
        assert counted.rows
        for place, row in enumerate(counted.rows):
            found = overlapped.codings.where(counted.query(place))
            assert row.codings == len(found), counted.query(place)
            assert row.sources == len({one.source_id for one in found})
            people = {one.participant_id for one in found} - {None}
            assert row.participants == len(people)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("code", "participant"),
        ("kind", "segment"),
        ("code", "region"),
        ("participant", "source"),
        ("coder", "question"),
    ],
)
@pytest.mark.parametrize("where", [None, "region=North OR kind:need"])
def test_each_cell_is_what_its_query_finds(
    overlapped: Study, rows: str, columns: str, where: str | None
) -> None:
    table = overlapped.counts.matrix(rows, columns, where=where)
    assert table.counts
    assert_opens_what_it_counts(overlapped, table)


@pytest.mark.parametrize("where", [None, "region=North"])
def test_each_overlap_is_what_its_query_finds(overlapped: Study, where: str | None) -> None:
    table = overlapped.counts.cooccurrence(where=where)
    assert table.most > 0
    assert_opens_what_it_counts(overlapped, table)


def test_a_timeline_has_every_coding_where_it_lies(overlapped: Study) -> None:
    source = overlapped.sources.list()[0]
    timeline = overlapped.counts.timeline(source.id)
    here = overlapped.codings.on_source(source.id)
    assert sorted(one.id for row in timeline.rows for one in row.codings) == sorted(
        one.id for one in here
    )
    for row in timeline.rows:
        assert overlapped.codings.where(row.label.query) == list(row.codings)
        drawn = stretches(timeline, row, 7)
        assert len(drawn) == 7
        assert {one.id for cell in drawn for one in cell} == {one.id for one in row.codings}


def test_a_timeline_has_what_a_query_leaves(overlapped: Study) -> None:
    source = overlapped.sources.list()[0]
    here = overlapped.codings.on_source(source.id)
    where = both(f"code:{quoted(here[0].code)}", "region=North OR region=South")
    timeline = overlapped.counts.timeline(source.id, where=where)
    (row,) = timeline.rows
    assert {one.id for one in row.codings} == {
        one.id for one in here if one.code_id == here[0].code_id
    }
    assert 0 < len(row.codings) < len(here)
    assert overlapped.codings.where(row.label.query) == list(row.codings)


def test_nothing_tagged_is_a_table_without_rows(bare: Study) -> None:
    assert bare.counts.matrix().rows == ()
    assert bare.counts.cooccurrence().most == 0
    assert all(row.codings == 0 for row in bare.counts.frequencies().rows)


def test_names_that_are_special_in_queries(study: Study) -> None:
    code = study.codebook.list()[0]
    study.codebook.update(code.id, name='say "no" OR (x:*) AND \\')
    study.participants.rename(study.participants.list()[0].id, 'or "q" =1*')
    assert_opens_what_it_counts(study, study.counts.matrix())
    assert_opens_what_it_counts(study, study.counts.cooccurrence())


def test_what_cannot_be_counted_by(study: Study) -> None:
    with pytest.raises(StudyError, match="no side or attribute 'colour'"):
        study.counts.frequencies("colour")
    with pytest.raises(StudyError, match="column"):
        study.counts.matrix(where="code:(")


def test_both() -> None:
    assert both("", " ") == ""
    assert both("a OR b", "code:x") == "(a OR b) AND code:x"
