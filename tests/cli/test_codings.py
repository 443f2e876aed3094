"""Tags by script: by words, by positions, from a file and back."""

import csv
from pathlib import Path

import pytest

from .conftest import Run


def test_codings_have_the_documented_keys(run: Run, study: Path) -> None:
    codings = run("codings", study, "--json").json
    assert len(codings) == 16
    for coding in codings:
        assert set(coding) >= {
            "source",
            "start",
            "end",
            "text",
            "code",
            "kind",
            "participant",
            "coder",
        }


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (("--code", "order"), 4),
        (("--participant", "Ana"), 2),
        (("--source", "dov"), 2),
        (("--coder", "Maya"), 16),
        (("--code", "Order", "--participant", "Dov"), 0),
    ],
)
def test_codings_are_filtered(run: Run, study: Path, filters: tuple[str, ...], number: int) -> None:
    assert len(run("codings", study, *filters, "--json").json) == number
    listed = run("codings", study, *filters)
    assert listed.code == 0
    assert len(listed.out.splitlines()) == (number + 1 if number else 0)


def test_tag_and_untag_by_quote(run: Run, study: Path) -> None:
    place = ("ana", "Freedom", "--quote", "we have   a cat")
    assert run("tag", study, *place).code == 0
    (coding,) = run("codings", study, "--source", "ana", "--code", "Freedom", "--json").json
    assert (coding["text"], coding["coder"]) == ("we have a cat", "Maya")
    again = run("tag", study, *place)
    assert again.code == 0
    assert "already" in again.err
    assert run("untag", study, *place, "--coder", "Another").code == 1
    assert run("untag", study, *place).code == 0
    assert run("codings", study, "--source", "ana", "--code", "Freedom", "--json").json == []
    assert run("untag", study, *place).code == 1


def test_a_tag_gets_another_code_and_other_words(run: Run, study: Path) -> None:
    place = ("ana", "Freedom", "--quote", "we have a cat")
    run("tag", study, *place, "--weight", 40)
    assert run("tag-edit", study, *place, "--to-code", "Order").code == 0
    (coding,) = run("codings", study, "--where", '"we have a cat"', "--json").json
    assert (coding["code"], coding["weight"]) == ("Order", 40)
    place = ("ana", "Order", "--quote", "we have a cat")
    moved = run("tag-edit", study, *place, "--to-quote", "have a cat")
    assert (moved.code, "is on characters" in moved.err) == (0, True)
    (now,) = [c for c in run("codings", study, "--source", "ana", "--json").json if c["weight"]]
    assert (now["text"], now["guid"]) == ("have a cat", coding["guid"])
    same = ("ana", "Order", "--quote", "have a cat")
    assert "so already" in run("tag-edit", study, *same, "--to-code", "Order").err
    run("tag", study, "ana", "Freedom", "--quote", "have a cat")
    joined = run("tag-edit", study, *same, "--to-code", "Freedom")
    assert "the two are one" in joined.err
    assert run("tag-edit", study, *same, "--to-code", "Freedom").code == 1
    assert run("tag-edit", study, *same).code == 2
    assert run("tag-edit", study, *same, "--to-code", "Freedom", "--to-span", 0, 4).code == 2


def test_tag_and_untag_by_span_as_another_coder(run: Run, study: Path) -> None:
    place = ("ana", "Freedom", "--span", 0, 4, "--coder", "Bo")
    assert run("tag", study, *place).code == 0
    (coding,) = run("codings", study, "--coder", "Bo", "--json").json
    assert (coding["start"], coding["end"]) == (0, 4)
    assert run("untag", study, *place).code == 0


def test_export_and_import_add_nothing(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("codings-export", study, "out.csv").code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 16
    done = run("codings-import", study, "out.csv")
    assert done.code == 0, done.err
    assert "0 codings added, 16 were there already" in done.err


def test_an_import_of_codings_is_whole_or_not_at_all(run: Run, study: Path, files: Path) -> None:
    (files / "some.csv").write_text(
        "source,start,end,code\nana,0,4,Freedom\nana,0,99999,Freedom\nnobody,0,1,Freedom\n"
    )
    before = study.read_bytes()
    done = run("codings-import", study, "some.csv")
    assert done.code == 1
    assert study.read_bytes() == before


def test_the_coder_of_an_import(run: Run, study: Path, files: Path) -> None:
    (files / "some.csv").write_text("source,start,end,code\nana,0,4,Freedom\n")
    assert run("codings-import", study, "some.csv", "--coder", "Bo").code == 0
    assert len(run("codings", study, "--coder", "Bo", "--json").json) == 1
