"""The doctor sees what is wrong, says what helps, changes nothing, and tells nothing of what is in a study."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.storage.header import SCHEMA_VERSION
from interviewcoder.study import Study
from interviewcoder.study.doctor.language_models import installed_models
from interviewcoder.study.doctor.place import file_system_of, synced_by
from interviewcoder.study.encryption import encrypt

from ..storage.test_migration import DATA
from ..study.past_the_program import PASSPHRASE
from ..study.samples import fill
from .conftest import Run
from .test_import_hygiene import modules_after

CANARY = "Zqwxv"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small study with a canary for a name, in a folder of its own."""
    folder = tmp_path / "there"
    folder.mkdir()
    with Study.create(folder / f"{CANARY}.study", name=CANARY, coder=CANARY, codebook=()) as study:
        fill(study, tmp_path)
        study.codebook.add(CodeDraft(CANARY))
        study.participants.rename(study.participants.get("Ana").id, CANARY)
    return folder / f"{CANARY}.study"


def seen(run: Run, *arguments: object) -> dict[str, dict[str, str]]:
    """The observations by their subject; all of them are texts."""
    told = run("doctor", *arguments, "--json")
    found = {one["subject"]: one for one in told.json}
    assert all(set(one) == {"part", "subject", "seen", "verdict", "remedy"} for one in told.json)
    wrong = any(one["verdict"] == "error" for one in told.json)
    assert told.code == (1 if wrong else 0)
    assert all(one["remedy"] for one in told.json if one["verdict"] != "ok")
    return found


def test_without_a_study(run: Run) -> None:
    told = run("doctor")
    assert told.code == 0
    for word in (
        "Python",
        "SQLite",
        sqlite3.sqlite_version,
        "textual",
        "spaCy's models",
        "colours",
    ):
        assert word in told.out
    assert {one["part"] for one in seen(run).values()} == {"program", "terminal", "languages"}


def test_a_study_that_is_well(run: Run, path: Path) -> None:
    before = path.read_bytes()
    found = seen(run, path)
    assert found["schema"]["seen"] == str(SCHEMA_VERSION)
    assert found["encrypted"]["seen"] == "no"
    assert found["rights"]["seen"] == "0600"
    for check in ("file", "references", "texts", "spans", "quotes", "journal"):
        assert found[check] | {"seen": "good", "verdict": "ok"} == found[check]
    assert "free space" in found
    assert (found["backups"]["verdict"], found["backups"]["seen"]) == ("warning", "none")
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def damage_text(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE source_text SET text = substr(text, 1, 40)")


def overwrite(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 40 * 4096] = b"\xff" * (39 * 4096)
    path.write_bytes(data)


def no_header(path: Path) -> None:
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "subject", "helps"),
    [
        (damage_text, "texts", "recover"),
        (overwrite, "file", "recover"),
        (no_header, "file", "recover"),
        (newer, "schema", "pip install --upgrade"),
        (gone, "file", "Check the path"),
    ],
)
def test_what_is_wrong_with_a_study(run: Run, path: Path, spoil, subject: str, helps: str) -> None:  # type: ignore[no-untyped-def]
    spoil(path)
    found = seen(run, path)
    assert found[subject]["verdict"] == "error"
    assert helps in found[subject]["remedy"]
    told = run("doctor", path)
    assert told.code == 1
    # No backup can be made of what does not open.
    assert "interviewcoder backup" not in told.out
    assert ": the study:" not in told.out


def test_names_and_texts_stay_in_the_study(run: Run, path: Path) -> None:
    whole = path.read_bytes()
    for spoil in (lambda _: None, damage_text, overwrite, no_header, newer, gone):
        path.write_bytes(whole)
        spoil(path)
        told = run("doctor", path)
        assert CANARY.lower() not in (told.out + told.err).lower()
        assert "price" not in told.out + told.err


def test_an_earlier_schema_is_not_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.study"
    old.write_bytes(gzip.decompress((DATA / "schema-1.study.gz").read_bytes()))
    before = old.read_bytes()
    assert "earlier" in seen(run, old)["schema"]["seen"]
    assert old.read_bytes() == before


def test_an_encrypted_study(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    encrypt(path, PASSPHRASE)
    assert seen(run, path)["encrypted"]["verdict"] == "warning"
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", PASSPHRASE.encoded().decode())
    found = seen(run, path)
    assert found["encrypted"] | {"seen": "yes", "verdict": "ok"} == found["encrypted"]
    assert found["journal"]["seen"] == "good"
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", "another one altogether")
    assert seen(run, path)["encrypted"]["verdict"] == "error"


def test_what_lies_beside_a_study(run: Run, path: Path) -> None:
    backups = path.with_name(path.name + ".backups")
    backups.mkdir(mode=0o700)
    backup = backups / "0001_20260301T123000Z_asked.study"
    os.chmod(shutil.copy(path, backup), 0o644)
    left = path.with_name(".interviewcoder-x1")
    left.write_text("words")
    assert "files left behind" not in seen(run, path)
    an_hour_ago = time.time() - 4_000
    os.utime(left, (an_hour_ago, an_hour_ago))
    path.with_name(path.name + ".unfinished").write_text("{}")
    path.chmod(0o644)
    found = seen(run, path)
    assert found["backups"]["seen"].startswith("1, the newest less than an hour old")
    assert found["backups"]["verdict"] == "ok"
    for subject in ("files left behind", "erasing", "rights of the copies", "rights"):
        assert found[subject]["verdict"] == "warning", subject
    week_ago = time.time() - 8 * 86_400
    os.utime(backup, (week_ago, week_ago))
    assert seen(run, path)["backups"]["verdict"] == "warning"


def test_a_damaged_copy_is_no_backup(run: Run, path: Path) -> None:
    shutil.copy(path, path.with_name(f"{path.name}.damaged-20260301T123000Z"))
    assert seen(run, path)["backups"]["seen"] == "none"


def test_a_change_that_was_broken_off(run: Run, path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(bytes(512))
    assert seen(run, path)["change"]["verdict"] == "warning"


@pytest.mark.parametrize(
    ("folder", "who"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Lab)", "Dropbox"),
        ("OneDrive - University", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Nextcloud/study", "Nextcloud"),
        ("plain", None),
    ],
)
def test_synchronised_folders(tmp_path: Path, folder: str, who: str | None) -> None:
    assert synced_by(tmp_path / folder / "box.study") == who


def test_a_synchronised_folder_by_its_mark(run: Run, path: Path) -> None:
    assert seen(run, path)["synchronised folder"]["verdict"] == "ok"
    (path.parent / ".stfolder").mkdir()
    told = seen(run, path)["synchronised folder"]
    assert (told["verdict"], told["seen"]) == ("warning", "yes, by Syncthing")


def test_the_file_system_of_a_path(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /mnt/lab\\040share rw shared:9 - cifs //server/lab rw\n"
        "31 22 0:41 / /mnt/lab rw - nfs4 server:/lab rw\n"
        "nonsense\n"
    )
    assert file_system_of(Path("/mnt/lab share/a/box.study"), mounts) == "cifs"
    assert file_system_of(Path("/mnt/lab/box.study"), mounts) == "nfs4"
    assert file_system_of(Path("/home/box.study"), mounts) == "ext4"
    assert file_system_of(Path("/home/box.study"), tmp_path / "none") == ""


TERMINALS = [
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "colours", "ok", "16 million"),
    ({"TERM": "xterm-256color", "COLORTERM": ""}, "colours", "ok", "256"),
    ({"TERM": "xterm"}, "colours", "ok", "8 or 16"),
    ({"NO_COLOR": "1"}, "colours", "ok", "NO_COLOR"),
    ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "characters", "warning", "output in"),
    ({"LC_ALL": "C.UTF-8"}, "characters", "ok", "UTF-8"),
    ({"TMUX": "/tmp/x,1,0"}, "in between", "ok", "tmux"),
    ({"STY": "1.x", "SSH_TTY": "/dev/pts/1"}, "in between", "ok", "SSH, GNU screen"),
]  # fmt: skip


@pytest.mark.parametrize(("variables", "subject", "verdict", "told"), TERMINALS)
def test_terminals(variables: dict[str, str], subject: str, verdict: str, told: str) -> None:
    code = (
        "import sys; from interviewcoder.study.doctor.terminal import terminal\n"
        "for one in terminal(): print(one.subject, one.verdict.value, one.seen, sep='|')"
    )
    clean = {
        name: value
        for name, value in os.environ.items()
        if name
        not in ("COLORTERM", "NO_COLOR", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION", "LC_ALL")
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**clean, "PYTHONPATH": os.pathsep.join(sys.path), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = {line.split("|")[0]: line.split("|") for line in done.stdout.splitlines()}
    assert lines[subject][1] == verdict
    assert told in lines[subject][2]


METADATA = """Metadata-Version: 2.1
Name: interviewcoder
Version: 9.9
Provides-Extra: spss
Provides-Extra: more
Requires-Dist: textual<9,>=8.2
Requires-Dist: rich>=9999
Requires-Dist: not-there-at-all>=1
Requires-Dist: pytest>=1; extra == 'more'
Requires-Dist: not-there-either>=1; extra == 'spss'
Requires-Dist: nowhere; extra == 'dev'
"""


def test_packages_are_told_by_their_metadata(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "interviewcoder-9.9.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text(METADATA)
    model = tmp_path / "site" / "de_core_news_sm-3.8.0.dist-info"
    model.mkdir()
    (model / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: de-core-news-sm\nVersion: 3.8.0\n"
    )
    (model / "entry_points.txt").write_text("[spacy_models]\nde_core_news_sm = de_core_news_sm\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    found = seen(run)
    assert found["textual"]["verdict"] == "ok"
    assert (found["rich"]["verdict"], "too old" in found["rich"]["seen"]) == ("error", True)
    assert found["not-there-at-all"]["verdict"] == "error"
    assert found["extra 'more'"]["seen"].startswith("installed (pytest ")
    assert "interviewcoder[spss]" in found["extra 'spss'"]["remedy"]
    assert "extra 'dev'" not in found
    assert installed_models() | {"de_core_news_sm": "3.8.0"} == installed_models()
    assert "de_core_news_sm 3.8.0" in found["spaCy's models"]["seen"]
    german = tmp_path / "de.study"
    with Study.create(german, language="de-AT"):
        pass
    found = seen(run, german)
    assert found["model for the study's language (de)"]["seen"] == "de_core_news_sm"


def test_which_model_a_language_needs(run: Run, tmp_path: Path) -> None:
    for language, model in (("fr", "fr_core_news_sm"), ("sw", "xx_ent_wiki_sm")):
        path = tmp_path / f"{language}.study"
        with Study.create(path, language=language):
            pass
        told = seen(run, path)[f"model for the study's language ({language})"]
        if told["seen"] == "none":
            assert model in told["remedy"]


def test_nothing_heavy_is_loaded() -> None:
    modules = modules_after(
        "from interviewcoder.__main__ import main\n"
        "sys.argv = ['interviewcoder', 'doctor', '--json']\n"
        "main()"
    )
    assert not modules & {"spacy", "textual", "sqlalchemy", "sqlmodel", "numpy", "rich"}
