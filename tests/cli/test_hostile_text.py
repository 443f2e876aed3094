"""Text from files, names and arguments reaches the terminal as text; `tests/hostile` reads what all commands print."""

import json
import os
import re
from pathlib import Path

import pytest

from interviewcoder.domain.text import clean_name

from .conftest import Run

NASTY = "[laughs] [/b] [@click=app.quit]x[/] \x1b[2J\x1b]0;title\x07 \x9b31m \u202egnihton\u202c <b>&amp;"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture
def nasty(run: Run, files: Path) -> Path:
    """A study in which everything that can be named or written is nasty."""
    (files / "nasty.txt").write_text(
        f"Interviewer: {NASTY}?\n\nAna: {NASTY} I said. שלום 😀\n\nAna: the end\n", encoding="utf-8"
    )
    (files / "nasty.yaml").write_text(
        json.dumps({"codes": [{"name": NASTY, "kind": "pain", "definition": NASTY}]})
    )
    path = files / "nasty.study"
    for arguments in (
        ("new", path, "--name", NASTY, "--coder", NASTY),
        ("import", path, "nasty.txt", "interviews"),
        ("codebook-import", path, "nasty.yaml"),
        ("tag", path, "nasty", clean_name(NASTY), "--quote", "the end", "--coder", NASTY),
        ("tag", path, "nasty", "Needs", "--quote", "I said. שלום 😀"),
        ("memo", path, NASTY),
    ):
        done = run(*arguments)
        assert done.code == 0, done.err
    return path


def test_brackets_stay(run: Run, nasty: Path) -> None:
    for arguments in (("passages", "nasty"), ("find", "laughs"), ("codebook",), ("memos",)):
        name, *others = arguments
        assert "[laughs] [/b] [@click=app.quit]x[/]" in run(name, nasty, *others).out


def test_errors_do_not_repeat_control_characters(run: Run, study: Path) -> None:
    for arguments in (
        ("codings", study, "--code", NASTY),
        ("passages", study, NASTY),
        ("import", study, NASTY),
        ("tag", study, "ana", NASTY, "--quote", NASTY),
        (NASTY,),
        ("--" + NASTY,),
        ("sources", study, NASTY),
        ("export", study, "--format", NASTY),
    ):
        done = run(*arguments)
        assert done.code in (1, 2)
        assert not RAW.search(done.out + done.err)


def test_file_names_in_no_encoding(run: Run, files: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b.txt")
    (files / "odd").mkdir()
    (files / "odd" / name).write_text("Ana: one\n\nBen: two\n\nAna: three\n")
    done = run("import", "a.study", "odd", "--json")
    assert done.code == 0, done.err
    assert done.json["imported"][0]["path"].endswith(name)
    assert not RAW.search(done.out)
    shown = run("import", "a.study", "odd")
    assert not RAW.search(shown.out + shown.err)
    assert run("sources", "a.study", "--json").json[0]["name"]


def test_json_in_an_encoding_that_is_not_unicode(run: Run, nasty: Path) -> None:
    passages = run("passages", nasty, "nasty", "--json", encoding="latin-1").json
    assert "שלום 😀" in passages[1]["text"]
    assert "??" in run("passages", nasty, "nasty", encoding="latin-1").out
