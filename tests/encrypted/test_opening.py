"""What is opened, what is refused, and that a refused file is not touched."""

import random
import shutil
import sys
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import PassphraseError, StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.engine import connect
from interviewcoder.study import Study

from ..storage.test_damage import every_verb
from ..storage.test_opening import assert_refused_untouched
from ..study.past_the_program import KEYS, PASSPHRASE
from ..study.samples import trouble


def changed(path: Path, *statements: str) -> None:
    with closing(connect(path, "rw", KEYS.of(path.read_bytes()[:16]))) as connection:
        for statement in statements:
            connection.execute(statement)


def newer_schema(path: Path) -> None:
    changed(path, "PRAGMA user_version = 99")


def other_application(path: Path) -> None:
    changed(path, "PRAGMA application_id = 7")


def no_study(path: Path) -> None:
    changed(path, "DELETE FROM study")


def no_tables(path: Path) -> None:
    changed(path, "PRAGMA writable_schema=ON", "DELETE FROM sqlite_schema")


def damaged_at(offset: int) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[offset] ^= 1
        path.write_bytes(data)

    return spoil


def noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(8192))


def packed(path: Path) -> None:
    path.rename(path.with_suffix(".zip"))
    path.write_text("Ana: Yes.\n" * 900)


def only_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (newer_schema, "newer interviewcoder"),
        (other_application, "another program"),
        (no_study, "damaged"),
        (no_tables, "damaged"),
        (damaged_at(3), "does not open"),
        (damaged_at(2000), "does not open"),
        (noise, "does not open"),
        (packed, "not an interviewcoder study"),
        (only_a_page, "damaged"),
    ],
)
def test_what_is_no_whole_study_is_refused_untouched(
    path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(path)
    assert_refused_untouched(path, says, PASSPHRASE)


@pytest.mark.parametrize("words", [None, Passphrase("not the one")])
def test_without_the_passphrase_nothing_is_touched(path: Path, words: Passphrase | None) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    for _ in range(2):
        with pytest.raises(PassphraseError) as told:
            Study.open(path, passphrase=words)
        assert told.value.remedy
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    with Study.open(path, passphrase=PASSPHRASE) as study:
        with pytest.raises(PassphraseError):
            Study.open(path, passphrase=words)
        study.codebook.add(CodeDraft("Trust"))
        assert trouble(study) == {}


def test_a_plain_study_minds_no_passphrase(tmp_path: Path) -> None:
    Study.create(tmp_path / "plain.study", coder="Maya").close()
    with Study.open(tmp_path / "plain.study", passphrase=PASSPHRASE) as study:
        assert study.name == "plain"


def test_opened_for_reading_only(path: Path) -> None:
    before = path.read_bytes()
    with Study.open(path, read_only=True, passphrase=PASSPHRASE) as study:
        assert len(study.codings.list()) == 12
        assert study.find("price")
        with pytest.raises(StudyError, match="open for reading only"):
            study.codebook.add(CodeDraft("Trust"))
    assert path.read_bytes() == before


def test_without_the_extra_it_says_how_to_get_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    for act in (
        lambda: Study.open(path, passphrase=PASSPHRASE),
        lambda: Study.open(path),
        lambda: Study.create(tmp_path / "new.study", passphrase=PASSPHRASE),
    ):
        with pytest.raises(StudyError) as told:
            act()
        assert "interviewcoder[encrypted]" in told.value.remedy
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_packed_files_are_not_taken_for_studies(tmp_path: Path) -> None:
    """They look as random as an encrypted study, but hardly ever consist of whole pages."""
    file = tmp_path / "a.docx"
    file.write_bytes(zlib.compress(random.Random(1).randbytes(9000)))
    with pytest.raises(StudyError, match="not an interviewcoder study"):
        Study.open(file, passphrase=PASSPHRASE)


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_is_told_and_never_believed(path: Path, seed: int) -> None:
    """Every page is sealed: a bit that turned is never read as if it were right."""
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    with suppress(StudyError), Study.open(path, coder="Maya", passphrase=PASSPHRASE) as study:
        assert trouble(study)
        for verb in every_verb(study):
            with suppress(StudyError):
                verb()


def test_a_file_that_is_not_in_its_place_any_more_is_not_written(path: Path) -> None:
    """Somebody restored a backup, or moved the study, while it was open."""
    spare = Path(shutil.copy(path, path.with_name("spare")))
    with Study.open(path, coder="Maya", passphrase=PASSPHRASE) as study:
        moved = path.rename(path.with_name("moved.study"))
        for put_back in (False, True):
            if put_back:
                shutil.copy(spare, path)
            with pytest.raises(StudyError, match="was moved"):
                study.codebook.add(CodeDraft("Trust"))
        assert len(study.codings.list()) == 12
    assert moved.read_bytes() == path.read_bytes() == spare.read_bytes()
