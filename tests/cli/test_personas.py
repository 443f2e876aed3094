"""Personas from the codings, and out of the study."""

import json
from pathlib import Path

import yaml

from .conftest import DRIFTERS, PLANNERS, Run


def test_synthesis_finds_the_two_kinds_of_people(run: Run, study: Path) -> None:
    done = run("synthesize", study, "--personas", 2, "--seed", 3, "--json")
    assert done.code == 0, done.err
    assert set(done.json) == {"study", "synthesis", "personas"}
    assert done.json["synthesis"]["seed"] == 3
    members = {
        frozenset(member["participant"] for member in persona["members"])
        for persona in done.json["personas"]
    }
    assert members == {frozenset(PLANNERS), frozenset(DRIFTERS)}


def test_the_same_seed_gives_the_same_personas(run: Run, study: Path) -> None:
    first, second = (
        run("synthesize", study, "--personas", 2, "--json").json["personas"] for _ in range(2)
    )
    for record in (*first, *second):
        record.pop("guid")
    assert first == second


def test_personas_have_the_documented_keys(run: Run, study: Path) -> None:
    personas = run("personas", study, "--json").json
    assert len(personas) == 2
    codings = {coding["guid"]: coding for coding in run("codings", study, "--json").json}
    for persona in personas:
        assert set(persona) >= {
            "name",
            "members",
            "share",
            "codes",
            "quotes",
            "segments",
            "quality",
        }
        assert persona["share"] == 0.5
        for quote in persona["quotes"]:
            assert set(quote) >= {"text", "source", "start", "end", "participant", "code"}
            assert codings[quote["coding"]]["text"] == quote["text"]
        for claim in persona["codes"]:
            assert {codings[guid]["code"] for guid in claim["evidence"]} == {claim["code"]}


def test_personas_in_words(run: Run, study: Path) -> None:
    shown = run("personas", study).out
    assert "Members: " in shown
    assert "4 members, 50%" in shown
    assert run("synthesize", study).out


def test_export_as_markdown(run: Run, study: Path, tmp_path: Path) -> None:
    done = run("export", study, "--format", "markdown", "--to", "out/pages")
    assert done.code == 0, done.err
    paths = [Path(line) for line in done.out.splitlines()]
    assert len(paths) == 3
    index = (tmp_path / "out/pages/index.md").read_text(encoding="utf-8")
    assert "# Personas of Pilot" in index
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert yaml.safe_load(text.split("---\n")[1])["seed"] == 0


def test_export_as_json(run: Run, study: Path) -> None:
    done = run("export", study, "--format", "json")
    assert done.code == 0, done.err
    (path,) = done.out.splitlines()
    assert Path(path).parent.name == "pilot-personas"
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    assert document["personas"] == run("personas", study, "--json").json


def test_without_personas(run: Run) -> None:
    run("new", "a.study")
    assert run("personas", "a.study", "--json").json == []
    assert "interviewcoder synthesize" in run("personas", "a.study").err
    for arguments in (("synthesize",), ("export", "--format", "json")):
        done = run(arguments[0], "a.study", *arguments[1:])
        assert done.code == 1
        assert done.err.startswith("Error: ")
