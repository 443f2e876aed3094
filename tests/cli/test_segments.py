"""Segments and the cut from the command line."""

import csv
from pathlib import Path

from .conftest import Run


def test_a_segment_is_added_listed_and_removed(run: Run, study: Path) -> None:
    added = run("segment-add", study, "Northerners", "region=North")
    assert added.code == 0
    assert added.out == ""
    assert "at present: 4" in added.err
    (listed,) = run("segments", study, "--json").json
    assert (listed["name"], listed["rule"], listed["size"]) == ("Northerners", "region=North", 4)
    assert listed["members"] == ["Ana", "Dov", "R1", "R3"]
    lines = run("segments", study).out.splitlines()
    assert lines[0].split() == ["Segment", "People", "Share", "Rule"]
    assert "Northerners" in lines[1]
    assert run("segment-remove", study, "northerners").code == 0
    empty = run("segments", study)
    assert empty.out == ""
    assert "no segments" in empty.err


def test_a_wrong_rule_says_where_and_leaves_nothing(run: Run, study: Path) -> None:
    wrong = run("segment-add", study, "X", "visits>1 regoin=North")
    assert wrong.code == 1
    assert "column 10" in wrong.err
    assert "'region'" in wrong.err
    assert run("segments", study, "--json").json == []


def test_a_segment_gets_another_name_and_another_rule(run: Run, study: Path) -> None:
    def listed() -> list[tuple[str, str, int]]:
        found = run("segments", study, "--json").json
        return [(one["name"], one["rule"], one["size"]) for one in found]

    run("segment-add", study, "Northerners", "region=North")
    guid = run("segments", study, "--json").json[0]["guid"]
    changed = run("segment-edit", study, "northerners", "--rule", "region=North or region=South")
    assert changed.code == 0
    assert changed.out == ""
    ((name, rule, size),) = listed()
    assert (name, rule) == ("Northerners", "region=North OR region=South")
    assert size > 4
    assert f"at present: {size}" in changed.err
    assert run("segment-edit", study, "Northerners", "--name", "Everywhere").code == 0
    assert listed() == [("Everywhere", rule, size)]
    both = run("segment-edit", study, "Everywhere", "--name", "North", "--rule", "region=North")
    assert both.code == 0
    assert listed() == [("North", "region=North", 4)]
    assert run("segments", study, "--json").json[0]["guid"] == guid
    assert run("undo", study).code == 0
    assert listed() == [("Everywhere", rule, size)]


def test_an_edit_that_cannot_be_says_why_and_leaves_the_segment(run: Run, study: Path) -> None:
    run("segment-add", study, "Northerners", "region=North")
    run("segment-add", study, "Others", "NOT segment:Northerners")
    before = run("segments", study, "--json").json
    for options, told in (
        ((), "nothing to change"),
        (("--name", ""), "name"),
        (("--name", "others"), "Others"),
        (("--name", "North"), "speaks of the segment"),
        (("--rule", "regoin=North"), "column 1"),
        (("--rule", "segment:Others"), "circle"),
    ):
        refused = run("segment-edit", study, "Northerners", *options)
        assert refused.code == 1
        assert told in refused.err
        assert run("segments", study, "--json").json == before
    assert run("segment-edit", study, "Nobody", "--name", "X").code == 1


def test_suggestions_are_listed_and_added_as_one_action(run: Run, study: Path) -> None:
    sets = run("segment-suggest", study, "--json").json
    region = next(one for one in sets if one["title"] == "By region")
    assert all(one["size"] for one in region["segments"])
    assert "By region" in run("segment-suggest", study).out
    assert run("segment-suggest", study, "--add", region["set"]).code == 0
    names = {one["name"] for one in run("segments", study, "--json").json}
    assert names == {one["name"] for one in region["segments"]}
    assert run("undo", study).code == 0
    assert run("segments", study, "--json").json == []
    missing = run("segment-suggest", study, "--add", 99)
    assert missing.code == 1
    assert "no set 99" in missing.err


def test_the_cut_is_shown_and_written(run: Run, study: Path, tmp_path: Path) -> None:
    run("segment-add", study, "=North", "region=North")
    run("segment-add", study, "Elsewhere", "region!=North")
    found = run("cut", study, "--json").json
    assert found["segments"] == ["=North", "Elsewhere"]
    counts = [[cell["count"] for cell in row] for row in found["cells"]]
    assert [sum(column) for column in zip(*counts, strict=True)] != [0, 0]
    shown = run("cut", study).out
    for words in (found["findings"][0], "Everyone", *found["personas"]):
        assert words in shown
    assert run("cut", study, "--csv", "a.table", "--markdown", "a.page").code == 0
    rows = list(csv.DictReader((tmp_path / "a.table").open(encoding="utf-8")))
    assert len(rows) == 2 * len(found["personas"])
    assert rows[0]["segment"] == "'=North"
    assert "| Elsewhere |" in (tmp_path / "a.page").read_text(encoding="utf-8")


def test_the_cut_without_segments_says_so(run: Run, study: Path) -> None:
    shown = run("cut", study)
    assert shown.code == 0
    assert "no segments" in shown.out
