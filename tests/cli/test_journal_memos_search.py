"""Looking back, noting down and looking up."""

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


@pytest.mark.parametrize("query", ["", '"', "*", "-", "a OR NEAR(", "^:;", "'; drop table"])
def test_odd_queries_are_no_errors(run: Run, study: Path, query: str) -> None:
    assert run("find", study, "--json", "--", query).code == 0
