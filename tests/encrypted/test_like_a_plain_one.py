"""What holds of a plain study holds of an encrypted one: the same tests, on files that are encrypted."""

import gzip
from pathlib import Path

import pytest

from interviewcoder.storage.conversion import convert

from ..storage.test_full_and_busy import (
    test_a_full_disk,
    test_how_the_file_is_spoken_to,
)
from ..storage.test_kill import test_nothing_that_was_told_is_lost
from ..storage.test_migration import (
    DATA,
    schema_number,
    test_a_migrated_file_has_the_columns_of_a_new_one,
    test_a_source_of_an_old_study_can_be_corrected,
    test_an_old_study_goes_on_where_it_was,
    test_where_it_cannot_be_written_it_stays_as_it_is,
    test_without_room_for_a_backup_nothing_is_changed,
)
from ..storage.test_search import (
    test_every_query_finds_or_tells_the_column,
)
from ..study.past_the_program import KEYS, database
from ..study.test_concurrency import (
    test_processes_tag_at_the_same_time,
    test_the_revision_changes_with_every_change_and_only_then,
    test_threads_on_one_and_on_several_open_studies,
)
from ..study.test_importing import (
    test_a_dry_run_writes_nothing_and_foretells,
    test_an_import_that_is_given_up_keeps_what_was_told,
    test_each_file_is_told,
    test_somebody_acts_during_an_import,
)
from ..study.test_undo import test_change
from ..study.test_undo_any_order import test_every_earlier_state_comes_back

pytestmark = pytest.mark.usefixtures("everything_encrypted")

__all__ = [
    "schema_number",
    "test_a_dry_run_writes_nothing_and_foretells",
    "test_a_full_disk",
    "test_a_migrated_file_has_the_columns_of_a_new_one",
    "test_a_source_of_an_old_study_can_be_corrected",
    "test_an_import_that_is_given_up_keeps_what_was_told",
    "test_an_old_study_goes_on_where_it_was",
    "test_change",
    "test_each_file_is_told",
    "test_every_earlier_state_comes_back",
    "test_every_query_finds_or_tells_the_column",
    "test_how_the_file_is_spoken_to",
    "test_nothing_that_was_told_is_lost",
    "test_processes_tag_at_the_same_time",
    "test_somebody_acts_during_an_import",
    "test_the_revision_changes_with_every_change_and_only_then",
    "test_threads_on_one_and_on_several_open_studies",
    "test_where_it_cannot_be_written_it_stays_as_it_is",
    "test_without_room_for_a_backup_nothing_is_changed",
]


@pytest.fixture
def old(tmp_path: Path, schema_number: int) -> Path:
    """A study of an earlier schema, encrypted as it is."""
    path = tmp_path / "tea.study"
    path.write_bytes(gzip.decompress((DATA / f"schema-{schema_number}.study.gz").read_bytes()))
    assert convert(path, None, KEYS)
    return path


def test_they_are_encrypted(path: Path, old: Path) -> None:
    for each in (path, old):
        assert not each.read_bytes().startswith(b"SQLite")
        assert database(each).execute("SELECT count(*) FROM coding").fetchone()[0] > 0
