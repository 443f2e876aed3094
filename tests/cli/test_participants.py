"""People and what is known of them."""

from pathlib import Path

from .conftest import Run


def test_participants_have_attributes(run: Run, study: Path) -> None:
    people = {person["name"]: person for person in run("participants", study, "--json").json}
    assert set(people["Ana"]) >= {"name", "sources", "attributes", "passages", "codings"}
    assert people["Ana"]["attributes"] == {"region": "North", "plan": "basic"}
    assert people["Ana"]["codings"] == 2
    assert people["R4"]["attributes"]["visits"] == "4"


def test_participants_as_a_table(run: Run, study: Path) -> None:
    lines = run("participants", study).out.splitlines()
    assert "region" in lines[0]
    assert any(line.startswith("Ana") and "North" in line for line in lines)


def test_import_names_people_it_did_not_know(run: Run, study: Path, files: Path) -> None:
    (files / "more.csv").write_text("name,age\nAna,41\nNew Person,23\n")
    done = run("participants-import", study, "more.csv")
    assert done.code == 0
    assert done.out == ""
    assert "New Person" in done.err
    people = {person["name"]: person for person in run("participants", study, "--json").json}
    assert people["Ana"]["attributes"]["age"] == "41"
