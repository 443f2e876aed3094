"""Getting a damaged study back on the command line."""

from pathlib import Path

import pytest

from interviewcoder.study import Study
from interviewcoder.study.encryption import encrypt

from ..study.past_the_program import PASSPHRASE
from ..study.test_erasing import erasable
from .conftest import Run

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return erasable(folder)


def spoil(path: Path, *pages: int) -> bytes:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    return bytes(data)


def page_with(path: Path, words: bytes) -> int:
    return path.read_bytes().index(words) // PAGE


def test_opening_a_damaged_study_names_the_ways_out(run: Run, path: Path) -> None:
    for pages in ([0], [1, 2, 3, 4, 5, 6]):
        spoil(path, *pages)
        told = run("sources", path)
        assert told.code == 1
        assert "damaged" in told.err
        assert "interviewcoder restore" in told.err
        assert "interviewcoder recover" in told.err
    check = run("check", path)
    assert check.code == 1
    assert "interviewcoder recover" in check.err


def test_recover_saves_and_tells(run: Run, path: Path, tmp_path: Path) -> None:
    data = spoil(path, 0, 12, 13)
    told = run("recover", path, "--to", "new.study")
    assert told.code in (0, 3)
    assert "tags" in told.out
    assert "Saved 'Box' to new.study." in told.err
    assert path.read_bytes() == data
    assert run("check", "new.study").code == 0
    assert (tmp_path / "new.study").stat().st_mode & 0o777 == 0o600


def test_the_report_as_json(run: Run, path: Path) -> None:
    whole = run("recover", path, "--to", "whole.study", "--json")
    assert whole.code == 0
    assert whole.json["complete"] is True
    assert all(table["lost"] == 0 for table in whole.json["tables"])
    spoil(path, page_with(path, b"As in: "))
    lossy = run("recover", path, "--to", "lossy.study", "--json")
    assert {"tables", "texts", "lost_tags", "entries_kept", "healthy"} <= set(lossy.json)
    assert lossy.json["healthy"] is True


def test_what_is_lost_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "box.study"
    text = tmp_path / "long.txt"
    text.write_text(
        "\n\n".join(f"Ana: Because of word{n} and so.\n\nBen: Why?" for n in range(600))
    )
    run("import", path, text)
    spoil(path, page_with(path, b"word305 and"))
    told = run("recover", path, "--to", "new.study")
    assert told.code == 3
    assert "The text of 'long' (revision 1)" in told.err
    assert "letters are missing" in told.err
    with Study.open("new.study") as study:
        assert "\ufffd" in study.sources.read(study.sources.get("long").id).text


def test_an_existing_file_is_not_written_over(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "new.study").write_text("mine")
    told = run("recover", path, "--to", "new.study")
    assert told.code == 1
    assert "exists already" in told.err
    assert (tmp_path / "new.study").read_text() == "mine"


def test_an_encrypted_study(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    encrypt(path, PASSPHRASE)
    spoil(path, 20)
    told = run("recover", path, "--to", "new.study")
    assert told.code == 1
    assert "passphrase" in told.err
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", PASSPHRASE.encoded().decode())
    told = run("recover", path, "--to", "new.study")
    assert "Saved 'Box'" in told.err
    assert not (tmp_path / "new.study").read_bytes().startswith(b"SQLite")
