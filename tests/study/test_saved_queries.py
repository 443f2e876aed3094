"""Queries that are kept under a name."""

import pytest

from interviewcoder.domain.conflict import EditConflict
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import QueryError
from interviewcoder.study import Study


def test_a_query_is_kept_in_its_plain_form_and_found_by_its_name(study: Study) -> None:
    kept = study.queries.save("  Who   frets ", 'code:"Price anxiety" and  region = North')
    assert (kept.name, kept.query) == ("Who frets", 'code:"Price anxiety" AND region=North')
    assert study.queries.get("who FRETS") == kept
    assert study.queries.list() == [kept]
    study.journal.undo()
    assert study.queries.list() == []
    study.journal.redo()
    assert study.queries.list() == [kept]


def test_names_are_unique_and_queries_can_be_asked(study: Study) -> None:
    study.queries.save("Frets", "price")
    assert study.queries.save("frets", "order").query == "order"
    assert [one.name for one in study.queries.list()] == ["frets"]
    other = study.queries.save("Prices", "price")
    with pytest.raises(StudyError, match="There is a query 'Frets' already"):
        study.queries.edit(other.id, "Frets", "price")
    study.queries.remove(other.id)
    with pytest.raises(QueryError, match="There is no"):
        study.queries.save("Other", "code:Nothing")
    with pytest.raises(QueryError):
        study.queries.save("Other", "code:")
    with pytest.raises(StudyError):
        study.queries.save(" ", "price")
    with pytest.raises(StudyError, match="query"):
        study.queries.get("nothing")
    assert len(study.queries.list()) == 1


def test_two_windows_edit_one(study: Study) -> None:
    kept = study.queries.save("Frets", "price")
    seen = {"name": "Frets", "query": "price"}
    with Study.open(study.path, coder="Nils") as other:
        other.queries.edit(kept.id, "Frets", "price order", seen=seen)
        study.queries.edit(kept.id, "Fretting", "price", seen=seen)
        now = study.queries.get("Fretting")
        assert now.query == "price AND order"
        with pytest.raises(EditConflict):
            other.queries.edit(kept.id, "Frets", "cost", seen=seen)
        with pytest.raises(EditConflict):
            other.queries.remove(kept.id, seen=seen)
    study.queries.remove(kept.id, seen={"name": "Fretting", "query": now.query})
    assert study.queries.list() == []
