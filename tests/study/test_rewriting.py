"""Rewriting a study in place: tables and journal tell the same story afterwards, in other words."""

import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from interviewcoder.domain.coding import Span
from interviewcoder.domain.edits import Displacement, Edit, edited, moved
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.text import name_key
from interviewcoder.storage.for_good import carried_through
from interviewcoder.storage.journal import _replay
from interviewcoder.storage.rewriting import rewrite
from interviewcoder.storage.study_file import StudyFile
from interviewcoder.study import Study

from .samples import Dump, content, interview, tag, trouble
from .test_undo_any_order import Walk, acts, ways

_SWAPPED = {"ana": "P01", "ben": "Somebody Else", "price": "cost", "week": "", "cat": "cat"}
_FOUND = re.compile("|".join(_SWAPPED), re.IGNORECASE)


def swap(words: str) -> str:
    return edited(words, swaps(words))


def swaps(words: str) -> list[Edit]:
    return [
        Edit(*found.span(), _SWAPPED[found[0].lower()])
        for found in _FOUND.finditer(words)
        if _SWAPPED[found[0].lower()] != found[0]
    ]


def swap_kept(words: str) -> str:
    """As `swap`, but never to nothing: names need a letter."""
    return swap(words) if swap(words).strip() else words


def edits_of(path: Path, left_alone: int = 0) -> dict[str, list[Edit]]:
    """The edits of every text, but for one of them where somebody decided otherwise."""
    found = {}
    file = StudyFile.open(path)
    with file.reading() as connection:
        rows = connection.execute(text("SELECT sha256, text FROM source_text ORDER BY 1")).all()
    file.close()
    for n, (sha256, words) in enumerate(rows):
        edits = swaps(words)
        if edits and n + 1 == left_alone:
            edits = edits[1:]
        if edits:
            found[sha256] = edits
    return found


def swap_all(study: Study, left_alone: int = 0) -> None:
    edits = edits_of(study.path, left_alone)
    with carried_through(study._file, copies_go=False) as connection:
        rewrite(connection, edits, swap_kept, verb="pseudonymise", coder="Maya", summary="4 names")


def replayed(path: Path, folder: Path) -> Dump:
    """The study that the journal tells, from its beginning."""
    copy = folder / "told.study"
    copy.unlink(missing_ok=True)
    told = StudyFile.create(copy, "x", "en")
    source = StudyFile.open(path, read_only=True)
    with told.locked() as connection, source.reading() as there:
        connection.exec_driver_sql("DELETE FROM study")
        for name in ("study", "source_text", "journal_entry", "journal_change"):
            rows = there.exec_driver_sql(f"SELECT * FROM {name} ORDER BY rowid").all()
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.exec_driver_sql(
                    f"INSERT INTO {name} VALUES ({marks})", [tuple(row) for row in rows]
                )
        for entry_id, undoes, redoes in there.exec_driver_sql(
            "SELECT id, undoes, redoes FROM journal_entry ORDER BY id"
        ).all():
            _replay(connection, undoes or redoes or entry_id, backward=undoes is not None)
    source.close()
    told.close()
    return content(copy)


def bytes_of(path: Path) -> bytes:
    """All bytes of a study, and what its journal holds compressed."""
    found = path.read_bytes()
    with sqlite3.connect(path) as connection:
        for pair in connection.execute("SELECT before, after FROM journal_change"):
            for packed in pair:
                if packed:
                    found += packed if packed[:1] == b"{" else zlib.decompress(packed)
    connection.close()
    return found


spots = st.lists(st.integers(0, 40), min_size=2, max_size=12).map(sorted)


@given(
    spots, st.lists(st.text("xy", max_size=4), min_size=12), st.integers(0, 40), st.integers(0, 40)
)
def test_many_spans_move_as_one_does(
    cuts: Sequence[int], words: list[str], one: int, other: int
) -> None:
    edits = [
        Edit(start, end, word)
        for start, end, word in zip(cuts[::2], cuts[1::2], words, strict=False)
    ]
    edits = [edit for n, edit in enumerate(edits) if not n or edit.start > edits[n - 1].end]
    span = Span(min(one, other), max(one, other))
    displacement = Displacement(edits)
    assert displacement.moved(span) == moved(span, edits)
    left = displacement.outside(span)
    within = range(span.start, span.end)
    outside = [n for n in within if not any(e.start <= n < e.end for e in edits)]
    if not outside:
        assert left is None
    else:
        assert left == Span(outside[0], outside[-1] + 1)


def test_words_are_other_ones_everywhere(study: Study, tmp_path: Path) -> None:
    study.personas.synthesize(personas=2)
    study.memos.write(MemoTarget.STUDY, "", "Ana and Ben care for the price")
    before = content(study.path)
    swap_all(study)
    assert trouble(study) == {}
    assert content(study.path) != before
    assert [one.name for one in study.participants.list()][-2:] == ["R4", "Somebody Else"]
    assert all("price" not in one.text for one in study.codings.list())
    assert study.memos.list()[0].text == "P01 and Somebody Else care for the cost"
    found = bytes_of(study.path).lower()
    assert b"price" not in found
    assert not re.search(rb"\bana\b", found)
    assert not study.path.with_name("box.study-journal").exists()
    assert replayed(study.path, tmp_path) == content(study.path)


def test_its_entry_is_passed_over_by_undo(study: Study) -> None:
    tag(study, "ana", "Because", "Needs")
    swap_all(study)
    entry = study.journal.history()[0]
    assert (entry.verb, entry.for_good) == ("pseudonymise", True)
    assert study.journal.undo().verb == "tag"
    assert study.journal.redo().verb == "tag"
    assert trouble(study) == {}


def test_two_people_never_get_one_name(study: Study) -> None:
    before = content(study.path)
    ana = study.participants.get("Cleo")
    study.participants.rename(ana.id, "P01")
    renamed = content(study.path)
    with pytest.raises(StudyError, match="Two participants"):
        swap_all(study)
    assert content(study.path) == renamed != before


def test_two_codings_that_become_one_are_counted(study: Study) -> None:
    source = study.sources.get("ana")
    words = study.sources.read(source.id).text
    at = words.index("price")
    code = study.codebook.get("Needs").id
    for span in (Span(at, at + 5), Span(at, at + 4)):
        study.codings.tag(source.id, span, [code])
    edits = edits_of(study.path)
    with carried_through(study._file, copies_go=False) as connection:
        report = rewrite(connection, edits, swap_kept, verb="erase", coder="M", summary="")
    assert report.merged == 1
    assert [c.text for c in study.codings.list() if c.code == "Needs"] == ["cost"]
    assert trouble(study) == {}


def test_passages_that_two_revisions_share_may_be_edited_otherwise_in_each(
    study: Study, tmp_path: Path
) -> None:
    source = study.sources.get("ana")
    tag(study, "ana", "twice", "Needs")
    path = tmp_path / "ana.txt"
    path.write_text(interview("Ana").replace("Sunday", "Monday"), encoding="utf-8")
    study.sources.revise(source.id, path)
    for chosen in range(1, 9):
        copy = tmp_path / f"{chosen}.study"
        shutil.copy(study.path, copy)
        with Study.open(copy, coder="Maya") as other:
            swap_all(other, left_alone=chosen)
            assert trouble(other) == {}
            assert replayed(copy, tmp_path) == content(copy)
            hits = [hit.text for hit in other.find("cost")]
            while other.journal.history()[0].id and _step(other, "undo"):
                assert trouble(other) == {}
            while _step(other, "redo"):
                assert trouble(other) == {}
            assert [hit.text for hit in other.find("cost")] == hits


def _step(study: Study, verb: str) -> bool:
    try:
        getattr(study.journal, verb)()
    except StudyError:
        return False
    return True


of_any_study = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
walks = st.lists(acts | acts | acts | ways, min_size=4, max_size=16)
"""What people did in it."""


@of_any_study
@given(walks, st.integers(0, 9))
def test_any_study_can_be_rewritten(
    filled_file: Path, steps: list[tuple[str, tuple[int, int, int]]], left_alone: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(shutil.copy(filled_file, folder)))
        try:
            for name, numbers in steps:
                walk.step(name, numbers)
            swap_all(walk.study, left_alone)
            assert trouble(walk.study) == {}
            after = content(walk.path)
            assert replayed(walk.path, Path(folder)) == after
            for coding in walk.study.codings.list():
                words = walk.study.sources.read(coding.source_id).text
                assert coding.text == words[coding.start : coding.end]
            back = 0
            while _step(walk.study, "undo"):
                assert trouble(walk.study) == {}
                back += 1
            for _ in range(back):
                walk.study.journal.redo()
                assert trouble(walk.study) == {}
            assert content(walk.path) == after
        finally:
            walk.study.close()


@of_any_study
@given(walks, st.integers(0, 20))
def test_anybody_can_be_erased_from_any_study(
    filled_file: Path, steps: list[tuple[str, tuple[int, int, int]]], whom: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(shutil.copy(filled_file, folder)))
        try:
            for name, numbers in steps:
                walk.step(name, numbers)
            study = walk.study
            people = study.participants.list()
            if not people:
                return
            person = people[whom % len(people)]
            study.erasing.erase(person.guid)
            assert trouble(study) == {}
            left = [one.guid for one in study.participants.list()]
            assert left == [one.guid for one in people if one is not person]
            after = content(walk.path)
            assert person.guid.encode() not in bytes_of(walk.path)
            assert replayed(walk.path, Path(folder)) == after
            back = 0
            while _step(study, "undo"):
                assert trouble(study) == {}
                back += 1
            for _ in range(back):
                study.journal.redo()
                assert trouble(study) == {}
            assert content(walk.path) == after
        finally:
            walk.study.close()


def test_names_keys_follow(study: Study) -> None:
    swap_all(study)
    for table in ("participant", "source", "code"):
        for row in content(study.path)[table]:
            names = [cell for cell in row if isinstance(cell, str)]
            assert any(name_key(one) == two for one in names for two in names)
