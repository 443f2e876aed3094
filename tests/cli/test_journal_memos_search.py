"""Looking back, noting down and looking up."""

import csv
import re
from pathlib import Path

import pytest

from .conftest import Run


def test_undo_and_redo_a_tag(run: Run, study: Path) -> None:
    run("tag", study, "ana", "Freedom", "--span", 0, 4)
    newest = run("history", study, "--json").json[0]
    assert set(newest) >= {"id", "at", "coder", "verb", "summary", "changes", "undone"}
    assert newest["coder"] == "Maya"
    taken_back = run("undo", study)
    assert taken_back.code == 0
    assert taken_back.out == ""
    assert newest["verb"] in taken_back.err
    assert run("codings", study, "--code", "Freedom", "--source", "ana", "--json").json == []
    assert run("redo", study).code == 0
    assert len(run("codings", study, "--code", "Freedom", "--source", "ana", "--json").json) == 1
    assert run("redo", study).code == 1
    assert "When" in run("history", study).out.splitlines()[0]


@pytest.mark.parametrize(
    ("option", "name", "target"),
    [
        ((), "", "study"),
        (("--source", "ana"), "ana", "source"),
        (("--code", "order"), "Order", "code"),
        (("--participant", "Ben"), "Ben", "participant"),
    ],
)
def test_memos(run: Run, study: Path, option: tuple[str, ...], name: str, target: str) -> None:
    done = run("memo", study, "Look again\nat this", *option)
    assert done.code == 0, done.err
    (memo,) = run("memos", study, "--json").json
    assert memo["text"] == "Look again\nat this"
    assert (memo["target"], memo["on"], memo["coder"]) == (target, name, "Maya")
    assert "Look again at this" in run("memos", study).out


def test_a_memo_on_a_persona(run: Run, study: Path) -> None:
    name = run("personas", study, "--json").json[0]["name"]
    assert run("memo", study, "Plausible", "--persona", name).code == 0
    assert run("memos", study, "--json").json[0]["on"] == name


def test_a_memo_on_a_segment(run: Run, study: Path) -> None:
    assert run("segment-add", study, "North", "region=North").code == 0
    done = run("memo", study, "They plan", "--segment", "north")
    assert "a memo on the segment north" in done.out + done.err
    assert run("memos", study, "--json").json[0]["on"] == "North"
    assert run("memo", study, "They plan", "--segment", "South").code == 1
    assert run("segment-remove", study, "North").code == 0
    assert run("memos", study, "--json").json == []
    assert run("undo", study).code == 0
    assert run("memos", study, "--json").json[0]["on"] == "North"


def test_a_memo_is_on_one_thing(run: Run, study: Path) -> None:
    assert run("memo", study, "x", "--source", "ana", "--code", "Order").code == 2


def test_find(run: Run, study: Path) -> None:
    hits = run("find", study, '"check the price"', "--json").json
    assert len(hits) == 4
    for hit in hits:
        assert set(hit) >= {"source", "speaker", "start", "end", "text", "matches"}
        assert any(
            hit["text"][start - hit["start"] : end - hit["start"]].lower().startswith("check")
            for start, end in hit["matches"]
        )
    assert len(run("find", study, "price", "--limit", 1, "--json").json) == 1
    assert "check the price" in run("find", study, "price").out
    assert run("find", study, "zebra").err == "Nothing found.\n"


@pytest.mark.parametrize("query", ["", '"', "*", "-", "a NEAR b", "^:;", "'; drop table"])
def test_odd_queries_are_no_errors(run: Run, study: Path, query: str) -> None:
    assert run("find", study, "--json", "--", query).code == 0


def test_errors_of_queries_tell_the_column(run: Run, study: Path) -> None:
    for query, more, column in (("a OR NEAR(", (), 11), ("/a(/", (), 3), ("a(", ("--regex",), 2)):
        told = run("find", study, query, *more)
        assert told.code == 1
        assert f"(column {column})" in told.err
    told = run("find", study, r"(\w+\s?)+:", "--regex", "--seconds", 1)
    assert told.code == 1
    assert "within 1 seconds" in told.err


def test_every_place_in_its_context(run: Run, study: Path, tmp_path: Path) -> None:
    lines = run("find", study, "price OR order", "--kwic", "--json").json
    assert {line["keyword"].lower() for line in lines} == {"price", "order"}
    shown = run("find", study, "price OR order", "--kwic", "--sort", "right").out.splitlines()
    assert len(shown) == len(lines)
    columns = [
        {found.start() for found in re.finditer("price|order", line, re.I)} for line in shown
    ]
    assert set.intersection(*columns)
    some = run("find", study, "price OR order", "--kwic", "--limit", 2)
    assert len(some.out.splitlines()) == 2
    assert f"These are 2 of {len(lines)} places" in some.err
    told = run("find", study, "price OR order", "--to", tmp_path / "lines.csv", "--sort", "left")
    assert told.out == ""
    with (tmp_path / "lines.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == len(lines)
    assert sorted((one["source"], int(one["start"])) for one in written) == sorted(
        (one["source"], one["start"]) for one in lines
    )
    hidden = run("find", study, "price", "--to", tmp_path / "h.csv", "--leave-out", "all")
    assert hidden.code == 0
    text = (tmp_path / "h.csv").read_text(encoding="utf-8")
    assert "check the" not in text
    assert "P01" in text
    assert run("find", study, "price", "--to", tmp_path / "lines.doc").code == 1


def test_the_scope_of_a_search(run: Run, study: Path) -> None:
    everything = run("find", study, "order*", "--json").json
    people = run("find", study, "order*", "--voices", "participants", "--json").json
    others = run("find", study, "order*", "--voices", "others", "--json").json
    assert len(people) + len(others) == len(everything) > len(people) > 0
    assert all(hit["participant"] for hit in people)
    source = people[0]["source"]
    in_one = run("find", study, "order*", "--source", source, "--json").json
    assert in_one
    assert {hit["source"] for hit in in_one} == {source}
    person = people[0]["participant"]
    of_one = run("find", study, "/order/", "--participant", person, "--json").json
    assert {hit["participant"] for hit in of_one} == {person}
    assert run("find", study, "order", "--source", "nowhere").code == 1


def test_autocode_by_a_pattern_leaving_one_out(run: Run, study: Path) -> None:
    listed = run("autocode", study, "Needs", "pric[e]", "--regex", "--unit", "words", "--json").json
    assert {one["text"].lower() for one in listed} == {"price"}
    place = f"{listed[0]['source']}:{listed[0]['start']}"
    arguments = ("autocode", study, "Needs", "pric[e]", "--regex", "--unit", "words")
    told = run(*arguments, "--without", place, "--apply")
    assert f"Tagged {len(listed) - 1} excerpts" in told.err
    again = run(*arguments)
    assert f"{listed[0]['source']}" in again.out
    assert "1 excerpts would be tagged" in again.err
    assert f"{len(listed) - 1} more are left out" in again.err
    assert run(*arguments, "--without", "nowhere:3").code == 1
