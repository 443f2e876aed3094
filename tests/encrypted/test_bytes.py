"""No word of a study is in any byte that an encrypted one leaves on the disk."""

import gzip
from contextlib import suppress
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.conversion import convert
from interviewcoder.study import Study

from ..storage.test_migration import DATA
from ..study.past_the_program import KEYS, PASSPHRASE, database
from ..study.samples import fill, interview

RUN = 8


def runs(words: str) -> set[bytes]:
    """Every run of 8 bytes of a text, in the encodings that a database could have."""
    found: set[bytes] = set()
    for encoded in (words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")):
        found |= {encoded[at : at + RUN] for at in range(len(encoded) - RUN + 1)}
    return found


def words_in(data: bytes, known: set[bytes]) -> set[bytes]:
    return {data[at : at + RUN] for at in range(len(data) - RUN + 1)} & known


class _Enough(Exception):
    """Nothing of it is to stay."""


def known_words() -> set[bytes]:
    people = ("Ana", "Ben", "Cleo", "Dov", "Eli", "Fay")
    said = "".join(interview(person) for person in people)
    return runs(said) | runs("Price anxiety") | runs("Settled on Sunday")


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_the_file_and_its_journal(tmp_path: Path, passphrase: Passphrase | None) -> None:
    """A plain study is full of them, which shows that the search finds what is there."""
    path, known = tmp_path / "box.study", known_words()
    files = tmp_path / "files"
    files.mkdir()
    with Study.create(path, coder="Maya", codebook=(), passphrase=passphrase) as study:
        fill(study, files)
        study.personas.synthesize(personas=2, seed=1)
        study.memos.write(MemoTarget.STUDY, "", "Settled on Sunday")
        with suppress(_Enough), study._file.locked() as connection:
            connection.exec_driver_sql("PRAGMA cache_size=2")
            connection.exec_driver_sql("UPDATE source_text SET text = text || 'x'")
            connection.exec_driver_sql("UPDATE coding SET quote = quote || 'x'")
            connection.exec_driver_sql("DELETE FROM memo")
            journal = path.with_name("box.study-journal").read_bytes()
            raise _Enough
        study.codebook.add(CodeDraft("One more"))
    assert len(journal) > 4096
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["box.study", "files"]
    for data in (path.read_bytes(), journal):
        assert bool(words_in(data, known)) == (passphrase is None)


def test_the_backup_before_a_migration(tmp_path: Path) -> None:
    path = tmp_path / "tea.study"
    plain = gzip.decompress((DATA / "schema-1.study.gz").read_bytes())
    path.write_bytes(plain)
    ((words,),) = database(path).execute("SELECT text FROM source_text LIMIT 1").fetchall()
    known = runs(words)
    assert words_in(plain, known)
    convert(path, None, KEYS)
    Study.open(path, passphrase=PASSPHRASE).close()
    (copy,) = tmp_path.glob("tea.study.backups/*_before-upgrade.study")
    assert sorted(one for one in tmp_path.rglob("*") if one.is_file()) == [path, copy]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert database(copy).execute("PRAGMA user_version").fetchone() == (1,)
    for file in (path, copy):
        assert not words_in(file.read_bytes(), known)
