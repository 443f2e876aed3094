"""The file of settings: what is read, where what is wrong stands, what is in force and from where."""

import tomllib
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.settings import KNOWN, Settings, settings_of
from interviewcoder.study.chosen_theme import remember_theme, theme_in_force
from interviewcoder.study.settings import begin_settings, commented, in_force, read_settings

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("INTERVIEWCODER_CODER", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = tmp_path / "settings"
    made.mkdir()
    return made


def written(folder: Path, words: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_no_file_is_no_trouble(folder: Path) -> None:
    found = read_settings(folder / "nowhere")
    assert found.settings == Settings()
    assert not found.troubles
    assert not found.is_there
    assert {one.origin for one in in_force(found)} == {"by default"}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("mouse = true\ncolour = 3", 2),
        ('\n# theme = "x"\ntheme = "x"', 3),
        ("[keys]\nreading.tag = 3", 2),
        ('[keys]\n"reading.tag" = 3', 2),
        ("[keys.reading]\nnote = 'n'\ntag = 3", 3),
        ("keys = { reading = { tag = 3 } }", 1),
        ('mouse = true\n[models]\n\nen = ["x"]', 4),
        ("mouse = tru", 1),
        ('theme = "dark"\nmouse = true\nmouse = false', 3),
        ("[keys\n", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, words: str, line: int) -> None:
    path = written(folder, words)
    found = read_settings(folder)
    (trouble,) = found.troubles
    assert trouble.message.startswith(f"{path}, line {line}: ")
    assert trouble.remedy


def test_what_is_right_holds_beside_what_is_wrong(folder: Path) -> None:
    written(folder, 'theme = "light"\nmouse = 3\n[models]\nen = "one"\nde = 3\n')
    found = read_settings(folder)
    assert len(found.troubles) == 2
    assert found.settings == Settings(theme="light", models={"en": "one"})
    held = {one.name: (one.value, one.origin) for one in in_force(found)}
    assert held["theme"] == ("light", "line 1")
    assert held["mouse"] == ("on", "by default")
    assert held["models"] == ("en: one", "line 3")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 2_000_000, b"a = " + b"[" * 90_000])
def test_no_bytes_keep_the_program_from_starting(folder: Path, content: bytes) -> None:
    (folder / "settings.toml").write_bytes(content)
    found = read_settings(folder)
    assert found.settings == Settings()
    assert str(folder / "settings.toml") in found.troubles[0].message


def test_a_folder_in_its_place_is_told(folder: Path) -> None:
    (folder / "settings.toml").mkdir()
    assert "is no file" in read_settings(folder).troubles[0].message


def test_a_mark_of_byte_order_is_no_trouble(folder: Path) -> None:
    (folder / "settings.toml").write_bytes(b"\xef\xbb\xbfmouse = false\n")
    assert read_settings(folder).settings == Settings(mouse=False)


def test_keys_of_an_earlier_version_are_read_as_well(folder: Path) -> None:
    (folder / "keys.json").write_text('{"reading.tag": "g", "app.help": "f2"}')
    written(folder, '[keys]\nreading.tag = "h"\n')
    found = read_settings(folder)
    assert found.settings.keys == {"reading.tag": "h", "app.help": "f2"}
    assert found.where("keys", "reading.tag").endswith("settings.toml, line 2")
    (keys,) = [one for one in in_force(found) if one.name == "keys"]
    assert keys.origin == "line 1, and keys.json"


@pytest.mark.parametrize("words", ["{", "[]", '{"reading.tag": 3}', "[" * 90_000])
def test_a_bad_file_of_keys_is_told(folder: Path, words: str) -> None:
    (folder / "keys.json").write_text(words)
    (trouble,) = read_settings(folder).troubles
    assert "keys.json" in trouble.message
    assert "settings.toml" in trouble.remedy


def test_the_environment_names_the_coder_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, 'coder = "Maya"')
    coder = next(one for one in in_force(read_settings(folder)) if one.name == "coder")
    assert (coder.value, coder.origin) == ("Maya", "line 1")
    monkeypatch.setenv("INTERVIEWCODER_CODER", "Jonas")
    coder = next(one for one in in_force(read_settings(folder)) if one.name == "coder")
    assert (coder.value, coder.origin) == ("Jonas", "INTERVIEWCODER_CODER")


def test_a_file_that_is_begun_says_everything_and_changes_nothing(folder: Path) -> None:
    path = begin_settings(read_settings(folder))
    assert path.stat().st_mode & 0o777 == 0o600
    found = read_settings(folder)
    assert (found.settings, found.troubles) == (Settings(), ())
    # Each example in it is right when its # is taken away.
    words = path.read_text(encoding="utf-8")
    lines = [line for one in KNOWN for line in one.example]
    assert all(f"# {line}\n" in words for line in lines)
    settings, wrong = settings_of(tomllib.loads("\n".join(lines)))
    assert not wrong
    assert settings.coder == "Maya"
    with pytest.raises(StudyError, match="already"):
        begin_settings(found)


def test_a_file_that_is_begun_takes_the_old_keys_over(folder: Path) -> None:
    assert tomllib.loads(commented({"reading.tag": 'g,"'})) == {"keys": {"reading.tag": 'g,"'}}


def test_every_setting_is_in_the_docs() -> None:
    rows = {line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")}
    assert rows == {one.name for one in KNOWN}
    for one in KNOWN:
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{one.name}`"))
        assert row.endswith(f"| {one.by_default} |".replace("the page of keys", "the page of keys"))
    (example,) = PAGE.split("```toml\n")[1:]
    settings, wrong = settings_of(tomllib.loads(example.partition("```")[0]))
    assert not wrong
    assert settings.interviewers == ("Maya", "Jonas")


def test_what_was_done_last_decides_on_the_theme(tmp_path: Path) -> None:
    path = tmp_path / "state" / "theme.json"
    assert theme_in_force(None, path) is None
    assert theme_in_force("light", path) == "light"
    remember_theme("ansi", "light", path)
    assert theme_in_force("light", path) == "ansi"
    assert theme_in_force("high-contrast", path) == "high-contrast", "the file says another since"
    assert theme_in_force(None, path) is None
    path.write_text("[3]")
    assert theme_in_force("light", path) == "light"
    (tmp_path / "file").write_text("")
    remember_theme("ansi", None, tmp_path / "file" / "theme.json")
