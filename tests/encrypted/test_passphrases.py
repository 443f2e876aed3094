"""What may be a passphrase, and that it never shows itself."""

import traceback
import unicodedata
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.cipher import Keys, driver
from interviewcoder.study import Study

ODD = [
    "it's 'quoted' and \"quoted\"",
    "x'00112233'; DROP TABLE study --",
    "пароль из слов 合言葉 🔑",
    "with  spaces at the end  ",
    "cafe\u0301 au lait",
    "a" * 1000,
]


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_passphrases_open_what_they_encrypted(tmp_path: Path, words: str) -> None:
    path = tmp_path / "a.study"
    Study.create(path, coder="Maya", passphrase=Passphrase(words)).close()
    with Study.open(path, passphrase=Passphrase(words)) as study:
        assert study.name == "a"
    with pytest.raises(StudyError):
        Study.open(path, passphrase=Passphrase(words[:-1]))


def test_the_file_is_one_that_other_programs_of_sqlcipher_open(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    Study.create(path, coder="Maya", passphrase=Passphrase("it's café")).close()
    connection = driver().connect(str(path))
    connection.execute("PRAGMA key='it''s café'")
    assert connection.execute("SELECT name FROM study").fetchall() == [("a",)]
    connection.close()


def test_one_spelling_whatever_the_keyboard() -> None:
    composed = Passphrase("café ☕ über")
    assert Passphrase(unicodedata.normalize("NFD", "café ☕ über")) == composed


@pytest.mark.parametrize("words", ["", "one\ntwo", "nul\0byte", "\x1b[31m", "\ud800", "a" * 1001])
def test_what_is_no_passphrase(words: str) -> None:
    with pytest.raises(StudyError) as told:
        Passphrase(words)
    assert told.value.remedy


def test_a_short_one_is_not_taken_for_a_new_study(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="shorter than 8"):
        Study.create(tmp_path / "a.study", passphrase=Passphrase("seven 7"))
    assert list(tmp_path.iterdir()) == []


def test_it_shows_in_no_message_and_no_traceback(path: Path) -> None:
    wrong = Passphrase("canary in the coal mine")
    keys = Keys(wrong)
    seen = [repr(wrong), str(wrong), f"{wrong}", repr(keys), repr(keys.of(b"s" * 16))]
    try:
        Study.open(path, passphrase=wrong)
    except StudyError as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        seen += [str(error), "".join(report.format())]
        context = error.__context__
        while context is not None:
            seen.append(repr(context))
            context = context.__context__
    key = keys.of(path.read_bytes()[:16])._key.hex()
    for text in seen:
        assert "canary" not in text
        assert key not in text
