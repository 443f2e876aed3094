"""The command of settings, and commands that use them."""

from pathlib import Path

import pytest

from interviewcoder import Study
from interviewcoder.study.settings import read_settings

from .conftest import Run


@pytest.fixture
def file(tmp_path: Path, own_folders: None) -> Path:
    folder = tmp_path / "settings" / "interviewcoder"
    folder.mkdir(parents=True)
    return folder / "settings.toml"


def test_what_is_in_force_and_from_where(run: Run, file: Path) -> None:
    file.write_text('theme = "light"\n')
    done = run("settings", "--json")
    assert done.code == 0
    assert done.json["file"] == str(file)
    held = {one["name"]: one for one in done.json["settings"]}
    assert held["theme"] == {"name": "theme", "value": "light", "origin": "line 1"}
    assert held["coder"] == {"name": "coder", "value": "Maya", "origin": "INTERVIEWCODER_CODER"}
    shown = run("settings")
    assert str(file) in shown.err
    assert "light" in shown.out


def test_a_file_is_begun_once(run: Run, file: Path) -> None:
    assert run("settings", "--init").code == 0
    assert file.is_file()
    again = run("settings", "--init")
    assert again.code == 1
    assert "already" in again.err


def test_what_cannot_be_used_is_told_and_nothing_stops(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERVIEWCODER_CODER")
    file.write_text("\nmouse = 3\n")
    told = run("settings")
    assert told.code == 1
    assert f"{file}, line 2: 'mouse' is the number 3." in told.err
    made = run("new", "a.study")
    assert made.code == 0
    assert f"Warning: {file}, line 2" in made.err


def test_the_coder_of_the_settings_works(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('coder = "Noor"\n')
    run("new", "a.study")
    monkeypatch.delenv("INTERVIEWCODER_CODER")
    Path("codes.csv").write_text("name,kind\nRest,need\n")
    assert run("codebook-import", "a.study", "codes.csv").code == 0
    with Study.open("a.study") as study:
        assert [entry.coder for entry in study.journal.history(2)] == ["Noor", "Maya"]


TALK = (
    "Lena: What helps?\n\nPaul: Rest. Do you know?\n\nLena: Go on.\n\nPaul: Sleep? Or less work?\n"
)


def test_those_who_ask_are_found_by_the_settings_where_the_file_does_not_tell(
    run: Run, file: Path
) -> None:
    file.write_text('interviewers = ["Lena"]\n')
    Path("talk.txt").write_text(TALK)
    Path("other.txt").write_text("Interviewer: Why?\n\nLena: Because I like it.\n")
    done = run("import", "a.study", "talk.txt", "other.txt")
    assert done.code == 0
    assert "None of the interviewers named" not in done.err
    roles = {
        source: {
            one["label"]: one["role"] for one in run("speakers", "a.study", source, "--json").json
        }
        for source in ("talk", "other")
    }
    assert roles["talk"] == {"Lena": "interviewer", "Paul": "participant"}
    assert roles["other"] == {"Interviewer": "interviewer", "Lena": "participant"}, "the file tells"


def test_an_option_goes_before(run: Run, file: Path) -> None:
    file.write_text('interviewers = ["Lena"]\n')
    Path("talk.txt").write_text(TALK)
    run("import", "a.study", "talk.txt", "--interviewer", "Paul")
    roles = {one["label"]: one["role"] for one in run("speakers", "a.study", "talk", "--json").json}
    assert roles == {"Lena": "participant", "Paul": "interviewer"}


def test_a_model_that_is_missing_is_told(run: Run, file: Path) -> None:
    file.write_text('[models]\nen = "no_such_model"\n')
    assert read_settings(file.parent).settings.models == {"en": "no_such_model"}
    Path("talk.txt").write_text(TALK)
    run("import", "a.study", "talk.txt")
    done = run("pseudonymise", "a.study", "--propose", "names.csv")
    assert "'no_such_model' that the settings name is not installed" in done.err
