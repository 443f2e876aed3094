"""A study that an earlier version made: opened, brought up to date with a backup, and nothing lost."""

import gzip
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.segment import SegmentDraft
from interviewcoder.storage.images import unpack
from interviewcoder.storage.migrations import STEPS
from interviewcoder.storage.tables import KEPT_APART, METADATA
from interviewcoder.study import Study

from ..study.past_the_program import database
from ..study.samples import take_in

DATA = Path(__file__).parent / "data"
"""Studies as earlier versions left them: five people, four codes, two personas of which one was renamed, and one cited coding taken off afterwards."""


GREW = {"coding", "relocation"}
"""The tables that got columns since they were built anew."""


@pytest.fixture(params=sorted(STEPS))
def schema_number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, schema_number: int) -> Path:
    path = tmp_path / "tea.study"
    path.write_bytes(gzip.decompress((DATA / f"schema-{schema_number}.study.gz").read_bytes()))
    return path


def schema(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The columns of every table: name, type, whether it must be set, default, place in the key."""
    with closing(database(path)) as connection:
        return {
            table: sorted(
                (row[1:] for row in connection.execute(f"PRAGMA table_info({table})")), key=str
            )
            for table in METADATA.tables
        }


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a file holds, whatever its schema."""
    with closing(database(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)
            for (name,) in names
            if not name.startswith("passage_search")
        }


def backups_before_upgrades(path: Path) -> list[Path]:
    return sorted(path.with_name("tea.study.backups").glob("*_before-upgrade.study"))


def test_there_is_a_step_from_every_schema_to_the_next(old: Path) -> None:
    with Study.open(old):
        pass
    with closing(database(old)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert sorted(STEPS) == list(range(1, version))


def test_a_migrated_file_has_the_columns_of_a_new_one(old: Path, tmp_path: Path) -> None:
    with Study.open(old), Study.create(tmp_path / "new.study"):
        pass
    assert schema(old) == schema(tmp_path / "new.study")


def test_a_migrated_file_is_made_as_a_new_one(old: Path, tmp_path: Path) -> None:
    """Word for word, but for the tables that only got columns since."""

    def made(path: Path) -> dict[str, list[str]]:
        with closing(database(path)) as connection:
            return {
                name: sql.replace('"', "").replace("(", " ( ").replace(")", " ) ").split()
                for name, kind, sql in connection.execute(
                    "SELECT name, type, sql FROM sqlite_master"
                )
                if sql and (kind != "table" or name in {table.name for table in KEPT_APART} - GREW)
            }

    with Study.open(old), Study.create(tmp_path / "new.study"):
        pass
    assert made(old) == made(tmp_path / "new.study")


def test_every_row_stays_as_it_was(old: Path) -> None:
    def named(path: Path) -> dict[str, list[dict[str, object]]]:
        with closing(database(path)) as connection:
            connection.row_factory = sqlite3.Row
            return {
                table: list(map(dict, connection.execute(f"SELECT * FROM {table} ORDER BY rowid")))
                for table in rows(path)
                if not table.startswith("sqlite_")
            }

    before = named(old)
    with Study.open(old):
        pass
    after = named(old)
    for table, there in before.items():
        assert len(after[table]) == len(there)
        for now, then in zip(after[table], there, strict=True):
            assert now | then == now


def test_ids_that_the_journal_still_knows_are_not_given_again(
    old: Path, schema_number: int
) -> None:
    """Codings that are gone by now had the greatest ids, and in the newest study things of all kinds had."""
    with closing(database(old)) as connection:
        told = [
            (table, row[image.columns.index("id")])
            for table, *images in connection.execute(
                "SELECT table_name, before, after FROM journal_change"
            )
            for image in map(unpack, filter(None, images))
            if table in {one.name for one in KEPT_APART}
            for row in image.rows
        ]
    with Study.open(old, coder="Maya") as study:
        added = study.codebook.add(CodeDraft("Trust"))
        (tagged,) = study.codings.tag(study.sources.list()[0].id, Span(0, 5), [added.id])
        imported = old.with_name("new.txt")
        imported.write_text("Interviewer: Hm?\n\nHal: I said so.\n", encoding="utf-8")
        take_in(study, imported)
        source = study.sources.get("new").id
    assert ("code", added.id) not in told
    assert ("coding", tagged.id) not in told
    assert ("source", source) not in told
    with closing(database(old)) as connection:
        highest = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    assert all(row_id <= highest[table] for table, row_id in told)
    assert schema_number < 3 or added.id == 15


def test_memos_can_be_on_segments_and_keep_their_ids(old: Path) -> None:
    with Study.open(old, coder="Maya") as study:
        segment = study.segments.add("Everybody", "NOT participant:Ann")
        memo = study.memos.write(MemoTarget.SEGMENT, segment.guid, "All of them")
        study.memos.remove(memo.id)
        again = study.memos.write(MemoTarget.SEGMENT, segment.guid, "All of them")
        assert again.id == memo.id + 1
        assert [one for one in study.check() if not one.good] == []
        study.segments.remove(segment.id)
        assert again not in study.memos.list()
        study.journal.undo()
        assert study.memos.list(MemoTarget.SEGMENT) == [again]


def test_references_count_again_after_a_migration(old: Path) -> None:
    with Study.open(old, coder="Maya") as study, study._file.locked() as connection:
        for _ in range(2):
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA ignore_check_constraints").scalar() == 0


def test_damage_of_an_old_study_stays_what_it_was(old: Path) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE code SET kind = 'whim' WHERE id = 1")
        connection.execute("UPDATE coding SET code_id = 99 WHERE id = 4")
    connection.close()
    with Study.open(old) as study:
        assert {one.check for one in study.check() if not one.good} == {
            "file",
            "references",
            "replay",
        }


def test_a_step_that_fails_leaves_the_study_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(old)
    last = max(STEPS)
    monkeypatch.setitem(STEPS, last, (*STEPS[last], "DELETE FROM coder"))
    with pytest.raises(StudyError, match="would lose something"):
        Study.open(old)
    assert rows(old) == before
    monkeypatch.undo()
    with Study.open(old) as study:
        assert [one for one in study.check() if not one.good] == []


def test_an_old_study_goes_on_where_it_was(old: Path, schema_number: int) -> None:
    before = rows(old)
    with Study.open(old, coder="Maya") as study:
        assert [finding for finding in study.check() if not finding.good] == []
        renamed = study.personas.get("Tea lovers")
        assert renamed.name_edited
        assert any(persona.stale for persona in study.personas.list())
        study.journal.undo()
        assert not any(persona.stale for persona in study.personas.list())
        study.journal.undo()
        with pytest.raises(StudyError):
            study.personas.get("Tea lovers")
        study.journal.redo()
        study.segments.add_all([SegmentDraft("Everybody", "NOT participant:Ann")])
        again = study.personas.synthesize(personas=2)
        assert "Tea lovers" in {persona.name for persona in again.personas}
    (backup,) = backups_before_upgrades(old)
    assert backup.name.startswith("0001_")
    assert rows(backup) == before
    with closing(database(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema_number,)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700


def test_a_source_of_an_old_study_can_be_corrected(old: Path, tmp_path: Path) -> None:
    with Study.open(old, coder="Maya") as study:
        coding = study.codings.list()[0]
        read = study.sources.read(coding.source_id)
        turns = "\n\n".join(f"{one.speaker}: {one.text}" for one in read.passages)
        corrected = tmp_path / "corrected.txt"
        corrected.write_text(turns.replace(coding.text, f"Oh, {coding.text}!"), encoding="utf-8")
        report = study.sources.revise(coding.source_id, corrected)
        assert report.tally.kept >= 1
        assert report.tally.lost == 0
        assert [finding for finding in study.check() if not finding.good] == []
        study.journal.undo()
        assert study.sources.read(coding.source_id) == read


def test_a_backup_never_takes_the_place_of_another(old: Path, tmp_path: Path) -> None:
    spare = shutil.copy(old, tmp_path / "spare")
    for _ in range(2):
        shutil.copy(spare, old)
        with Study.open(old):
            pass
        # It is not the last state of the other history that this one holds.
        with Study.open(old) as study:
            study.codebook.add(CodeDraft("Passing"))
            study.backups.make()
    assert [path.name[:5] for path in backups_before_upgrades(old)] == ["0001_", "0003_"]


def test_where_it_cannot_be_written_it_stays_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StudyError, match="earlier schema"):
        Study.open(old, read_only=True)
    assert old.read_bytes() == before
    assert list(old.parent.glob("tea.study.*")) == []


def test_without_room_for_a_backup_nothing_is_changed(old: Path) -> None:
    """A file is in the way of the folder."""
    before = old.read_bytes()
    old.with_name("tea.study.backups").write_bytes(b"")
    with pytest.raises(StudyError, match="No backup could be made"):
        Study.open(old)
    assert old.read_bytes() == before
