"""Counting codings from the command line."""

import csv
from pathlib import Path

import pytest
from lxml import etree

from .conftest import Run


def test_frequencies(run: Run, study: Path) -> None:
    whole = run("frequencies", study, "--by", "kind", "--json").json
    assert whole["codings"] == sum(row["codings"] for row in whole["rows"]) > 0
    for row in whole["rows"]:
        found = run("codings", study, "--where", row["query"], "--json").json
        assert len(found) == row["codings"]
    printed = run("frequencies", study, "--by", "kind").out.splitlines()
    most = max(whole["rows"], key=lambda row: row["codings"])
    (line,) = (line for line in printed if line.startswith(most["name"]))
    assert line.split()[1] == str(most["codings"])
    assert line.endswith("█" * 24)


def test_a_matrix_as_a_table_and_as_csv(run: Run, study: Path, tmp_path: Path) -> None:
    table = run("matrix", study, "--rows", "kind", "--columns", "participant", "--json").json
    file = tmp_path / "kinds.csv"
    run("matrix", study, "--rows", "kind", "--to", file)
    header, *lines = csv.reader(file.open(encoding="utf-8"))
    assert header == [
        "kind by participant",
        *(one["name"] for one in table["columns"]),
        "all codings",
    ]
    assert [list(map(int, line[1:-1])) for line in lines] == table["counts"]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "command", [["frequencies"], ["matrix"], ["cooccurrence"], ["timeline", "SOURCE"]]
)
def test_drawings_are_sound_and_can_be_without_names(
    run: Run, study: Path, tmp_path: Path, command: list[str]
) -> None:
    source = run("sources", study, "--json").json[0]["name"]
    verb, *rest = command
    file = tmp_path / "out.svg"
    arguments = [study, *(source for _ in rest), "--to", file, "--redact", "names"]
    assert run(verb, *arguments).code == 0
    words = " ".join(etree.parse(file).getroot().itertext())
    people = [one["name"] for one in run("participants", study, "--json").json]
    assert people
    assert not any(name in words for name in people)
    assert "P01" in words or verb in ("frequencies", "cooccurrence")


def test_pairs_are_told_once(run: Run, study: Path) -> None:
    first = run("codings", study, "--json").json[0]
    codes = [one["name"] for one in run("codebook", study, "--json").json]
    other = next(name for name in codes if name != first["code"])
    span = ("--span", first["start"], first["end"])
    assert run("tag", study, first["source"], other, *span).code == 0
    told = run("cooccurrence", study).out
    assert sum(first["code"] in line and other in line for line in told.splitlines()) == 1


def test_what_cannot_be_counted_by(run: Run, study: Path) -> None:
    wrong = run("matrix", study, "--columns", "shoe size")
    assert wrong.code == 1
    assert "no side or attribute 'shoe size'" in wrong.err
    assert ".svg" in run("frequencies", study, "--to", "counts.pdf").err
