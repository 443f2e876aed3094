"""Pseudonymising on the command line: a list is proposed, edited and applied."""

import csv
import json
import stat
from pathlib import Path

import pytest

from interviewcoder.study import Study

from ..study.test_erasing import OWN_BACKUPS, erasable
from ..study.test_pseudonyms_applied import left
from .conftest import Run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return erasable(folder)


def edited(file: Path, keep: set[str], added: list[str]) -> None:
    """Go through a list as a spreadsheet would: other cell separators, rows taken out and added, words changed."""
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = list(csv.reader(opened))
    at, yes = header.index("name"), header.index("accept")
    rows = [row for row in rows if row[at] in keep]
    for row in rows:
        row[yes] = "Yes"
        row[header.index("pseudonym")] += "x" if row[at] == "Ana" else ""
    rows += [["yes", name, "place", "[Place 9]"] for name in added]
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([header, *rows])


def test_propose_edit_apply(run: Run, path: Path, tmp_path: Path) -> None:
    names, key = tmp_path / "names.csv", tmp_path / "key.csv"
    before = path.read_bytes()
    ran = run("pseudonymise", str(path), "--propose", str(names))
    assert ran.code == 0, ran.err
    assert "holds names" in ran.err
    assert "spacy download" in ran.err
    assert stat.S_IMODE(names.stat().st_mode) == 0o600
    assert path.read_bytes() == before
    assert run("pseudonymise", str(path), "--propose", str(names)).code == 1
    edited(names, {"Ana", "Zenobia Quarx", "Zenobia Q. Quarx", "Quarx", "Zenobia"}, ["Sunday"])
    ran = run("pseudonymise", str(path), "--apply", str(names), "--key", str(key), "--dry-run")
    assert ran.code == 0, ran.err
    assert "→" in ran.out
    assert path.read_bytes() == before
    assert not key.exists()
    ran = run("pseudonymise", str(path), "--apply", str(names), "--key", str(key))
    assert ran.code == 1
    assert "--yes" in ran.err
    assert path.read_bytes() == before
    (path.parent / "notes.txt").write_text("Call Zenobia Quarx.")
    apply = ("--apply", str(names), "--key", str(key), "--yes", "--json")
    ran = run("pseudonymise", str(path), *apply)
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert [Path(one).name for one in report["found"]] == ["notes.txt"]
    assert report["copies"] == 3 + OWN_BACKUPS
    (path.parent / "notes.txt").unlink()
    with key.open(encoding="utf-8") as opened:
        entries = {row["name"]: row["pseudonym"] for row in csv.DictReader(opened)}
    assert entries["Ana"].endswith("x")
    assert entries["Sunday"] == "[Place 9]"
    with Study.open(path) as study:
        assert entries["Ana"] in {one.name for one in study.participants.list()}
        one = [each for each in study.pseudonymising.propose().names if each.name in entries]
    assert one == []
    assert run("check", str(path)).code == 0


def test_the_list_as_json(run: Run, path: Path, tmp_path: Path) -> None:
    ran = run("pseudonymise", str(path), "--propose", str(tmp_path / "n.csv"), "--json")
    record = json.loads(ran.out)
    one = next(each for each in record["names"] if each["name"] == "Zenobia Q. Quarx")
    assert one["accept"]
    assert one["kind"] == "participant"
    assert one["contexts"]


@pytest.mark.parametrize(
    ("arguments", "why", "code"),
    [
        ((), "either --propose", 2),
        (("--propose", "a.csv", "--apply", "b.csv"), "either --propose", 2),
        (("--apply", "b.csv"), "needs --key", 2),
        (("--apply", "none.csv", "--key", "k.csv", "--yes"), "does not exist", 1),
        (("--propose", "a.txt"), "End it in .csv", 1),
        (("--propose", "none/a.csv"), "cannot be written", 1),
    ],
)
def test_what_is_refused(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    why: str,
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Study.create(tmp_path / "a.study", coder="Maya").close()
    ran = run("pseudonymise", "a.study", *arguments)
    assert ran.code == code
    assert why in ran.err
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("accept,name,pseudonym\nperhaps,Ana,P01\n", "neither yes nor no"),
        ("accept,name,kind,pseudonym\nyes,Ana,animal,P01\n", "no kind of name"),
        ("accept,name\nyes,Ana\n", "column 'pseudonym'"),
        ("accept,name,pseudonym\nyes,,P01\n", "has no name"),
        ("accept,name,pseudonym\nyes,Ana,\n", "empty"),
        ("accept,name,pseudonym\n", "no names"),
        ("accept,name,pseudonym\nno,Ana,P01\n", "No name is accepted"),
    ],
)
def test_lists_that_are_wrong(run: Run, tmp_path: Path, table: str, why: str) -> None:
    path, names = tmp_path / "a.study", tmp_path / "names.csv"
    Study.create(path, coder="Maya").close()
    names.write_text(table)
    ran = run(
        "pseudonymise", str(path), "--apply", str(names), "--key", str(tmp_path / "k.csv"), "--yes"
    )
    assert ran.code == 1
    assert why in ran.err
    assert not (tmp_path / "k.csv").exists()


def test_left_is_able_to_fail(path: Path) -> None:
    with Study.open(path) as study:
        names = [one for one in study.pseudonymising.propose().names if one.accepted]
    assert left(path.parent, names) != set()
