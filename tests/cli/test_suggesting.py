"""The command that suggests."""

from pathlib import Path

import pytest

from interviewcoder.study.demo import build_demo

from .conftest import Run


def test_codes_for_words(run: Run, study: Path) -> None:
    found = run("suggest", study, "--text", "what does it cost, I check the price", "--json")
    assert found.code == 0
    first = found.json[0]
    assert first["code"] == "Price anxiety"
    assert set(first) == {"code", "score", "likelihood", "words", "nearest"}
    assert set(first["nearest"][0]) == {"source", "start", "end", "text", "participant", "likeness"}
    assert len(run("suggest", study, "--text", "the price", "--top", 1, "--json").json) <= 1
    table = run("suggest", study, "--text", "what does it cost, I check the price")
    assert "Price anxiety" in table.out
    assert run("suggest", study, "--text", "zzqq", "--words-only").err.startswith(
        "No code has anything"
    )


def test_sentences_for_a_code(run: Run, study: Path) -> None:
    before = study.read_bytes()
    found = run("suggest", study, "--code", "Price anxiety", "--top", 5, "--json")
    assert found.code == 0
    assert found.json
    for one in found.json:
        assert one["code"] == "Price anxiety"
        assert one["end"] - one["start"] == len(one["text"])
    table = run("suggest", study, "--top", 4)
    assert "none is tagged by this" in table.err
    of_source = run("suggest", study, "--source", "dov", "--json")
    assert {one["source"] for one in of_source.json} == {"dov"}
    assert study.read_bytes() == before


def test_trials(run: Run, study: Path) -> None:
    found = run("suggest", study, "--evaluate", "--examples", 1, "--words-only", "--json")
    assert found.code == 0, found.err
    assert [one["method"] for one in found.json["methods"]] == [
        "TF-IDF centroid",
        "TF-IDF logistic",
        "words",
    ]
    assert set(found.json["methods"][0]["recall_at_3"]) == {"value", "low", "high"}
    table = run("suggest", study, "--evaluate", "--words-only")
    assert "Recall@3" in table.out
    assert "held back" in table.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--text", "x", "--code", "Order"),
        ("--text", "x", "--source", "ana"),
        ("--evaluate", "--text", "x"),
        ("--evaluate", "--code", "Order"),
        ("--examples", 3),
        ("--tried-only",),
        ("--found", "--evaluate"),
        ("--found", "--text", "x"),
        ("--found", "--source", "ana"),
        ("--found", "--top", 3),
        ("--top", 0),
        ("--evaluate", "--examples", -1),
    ],
)
def test_what_does_not_go_together(run: Run, study: Path, arguments: tuple[object, ...]) -> None:
    assert run("suggest", study, *arguments).code == 2


def test_how_much_is_found(run: Run, study: Path, tmp_path: Path) -> None:
    before = study.read_bytes()
    found = run("suggest", study, "--found", "--words-only", "--json")
    assert found.code == 0, found.err
    assert "Price anxiety" in [one["code"] for one in found.json]
    assert set(found.json[0]) == {
        "code", "tagged", "participants_read", "unread_sentences", "left_out_sentences", "more", "share_found", "second_look",
        "precision", "recall", "missing",
    }  # fmt: skip
    (one,) = run("suggest", study, "--found", "--code", "Price anxiety", "--json").json
    assert one["share_found"] is None
    assert "of the 8 tagged excerpts" in one["missing"]
    assert study.read_bytes() == before
    sample = tmp_path / "sample.study"
    assert list(build_demo(sample))
    (one,) = run("suggest", sample, "--found", "--code", "Watches the price", "--json").json
    assert one["tagged"] == 23
    assert (one["unread_sentences"], one["share_found"]["value"], one["missing"]) == (0, 1.0, None)
    assert one["precision"]["low"] <= one["precision"]["value"] <= one["precision"]["high"]
    table = run("suggest", sample, "--found")
    assert "all is read" in table.out
    assert "Not told of" in table.err


@pytest.mark.parametrize("arguments", [("--code", "Nil"), ("--source", "nil"), ("--text", " ")])
def test_what_is_not_there(run: Run, study: Path, arguments: tuple[object, ...]) -> None:
    found = run("suggest", study, *arguments)
    assert found.code == 1
    assert found.err.startswith("Error: ")
