"""The id of a row that is gone is never given to another one: not after an undo, nor in another window, nor later."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.storage.tables import JOURNALLED, KEPT_APART
from interviewcoder.study import Study

from ..study.past_the_program import database
from ..study.samples import content, ids_given_twice, take_in, trouble


def test_every_table_with_an_id_remembers_those_that_are_gone(path: Path) -> None:
    with closing(database(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        ).fetchall()
    assert {name for name, _ in rows} == {table.name for table in KEPT_APART}
    without = {table.name for table in JOURNALLED} - {table.name for table in KEPT_APART}
    for table in JOURNALLED:
        if table.name in without - {"study"}:
            assert len(table.primary_key.columns) > 1


def test_a_window_that_shows_what_is_gone_does_not_come_upon_another(path: Path) -> None:
    with Study.open(path, coder="Maya") as mine, Study.open(path, coder="Noor") as theirs:
        shown = mine.codebook.add(CodeDraft("Trust"))
        theirs.journal.undo(meant=mine.journal.history(1)[0].id)
        added = theirs.codebook.add(CodeDraft("Doubt"))
        assert added.id > shown.id
        memo = theirs.memos.write(MemoTarget.STUDY, "", "One")
        theirs.memos.remove(memo.id)
        assert mine.memos.write(MemoTarget.STUDY, "", "Two").id > memo.id


def test_an_undone_deletion_gives_the_row_its_id_again(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        before = content(path)
        source = study.sources.list()[-1]
        study.sources.remove(source.id)
        study.journal.undo()
        assert content(path) == before
        newest = max(study.codings.list(), key=lambda one: one.id)
        study.codings.untag([newest.id])
        study.journal.undo()
        assert content(path) == before


def test_after_removing_and_reopening_all_ids_are_new(path: Path, tmp_path: Path) -> None:
    def ids() -> dict[str, set[int]]:
        with closing(database(path)) as connection:
            return {
                table.name: {one for (one,) in connection.execute(f"SELECT id FROM {table.name}")}
                for table in KEPT_APART
            }

    said = tmp_path / "gus.txt"
    said.write_text("Interviewer: Hm?\n\nGus: I said that it is so.\n", encoding="utf-8")
    seen: dict[str, set[int]] = {table.name: set() for table in KEPT_APART}
    for _ in range(3):
        before = ids()
        with Study.open(path, coder="Maya") as study:
            take_in(study, said)
            gus = study.sources.get("gus").id
            code = study.codebook.add(CodeDraft("Trust"))
            study.codings.tag(gus, Span(0, 9), [code.id])
            fresh = {name: there - before[name] for name, there in ids().items()}
            for name in ("source", "participant", "speaker", "passage", "code", "coding"):
                assert fresh[name]
                assert seen[name].isdisjoint(fresh[name]), name
                seen[name] |= fresh[name]
            study.sources.remove(gus)
            study.codebook.remove(code.id)
    assert ids_given_twice(path) == []
    with Study.open(path) as study:
        assert trouble(study) == {}


@pytest.mark.parametrize(
    "lost", ["DELETE FROM sqlite_sequence", "UPDATE sqlite_sequence SET seq = 0"]
)
def test_without_what_the_file_remembers_ids_are_at_least_free(path: Path, lost: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(lost)
    connection.close()
    with Study.open(path, coder="Maya") as study:
        there = {code.id for code in study.codebook.list()}
        assert study.codebook.add(CodeDraft("Trust")).id not in there


def test_packing_keeps_them(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        gone = study.codebook.add(CodeDraft("Trust")).id
        study.journal.undo()
        study._file.pack()
    with Study.open(Path(shutil.copy(path, f"{path}.copy")), coder="Maya") as copy:
        assert copy.codebook.add(CodeDraft("Doubt")).id > gone
