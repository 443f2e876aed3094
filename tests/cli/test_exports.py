"""Tables, the codebook and coded transcripts by script; the file's suffix says what it becomes."""

import csv
from pathlib import Path
from typing import Any

import pytest
import typer
from docx import Document
from openpyxl import load_workbook

from interviewcoder.cli.app import app
from interviewcoder.domain.coding import Span
from interviewcoder.study import Study

from .conftest import Run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codings_as_a_workbook_of_what_a_query_is_true_of(
    run: Run, study: Path, tmp_path: Path
) -> None:
    done = run("codings-export", study, "c.xlsx", "--where", "under:Needs AND region=North")
    assert (done.code, done.out) == (0, "")
    assert "Wrote c.xlsx." in done.err
    sheet = load_workbook(tmp_path / "c.xlsx").active
    assert sheet is not None
    assert {row[6] for row in sheet.iter_rows(min_row=2, values_only=True)} == {"Ana"}


def test_names_left_out_of_every_export(run: Run, study: Path, tmp_path: Path) -> None:
    for arguments in (
        ("codings-export", "c.csv"),
        ("codebook-export", "c.md"),
        ("participants-export", "p.csv"),
        ("transcripts-export", "out", "--format", "md"),
    ):
        name, *others = arguments
        done = run(name, study, *others, "--leave-out", "names")
        assert done.code == 0, done.err
    written = [tmp_path / "c.csv", tmp_path / "c.md", tmp_path / "p.csv"]
    written += (tmp_path / "out").iterdir()
    assert len(written) == 3 + 9
    for path in written:
        assert "Ana" not in path.name + path.read_text(encoding="utf-8"), path
    assert rows(tmp_path / "c.csv")[0]["participant"] == "P01"


def test_the_codebook_as_a_page(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("codebook-export", study, "c.md", "--quotes", 1).code == 0
    page = (tmp_path / "c.md").read_text(encoding="utf-8")
    assert "# Codebook: Pilot" in page
    assert page.count("\n> “") == 4
    assert run("codebook-export", study, "c.md", "--quotes", -1).code == 2


def test_participants_out_and_in_again(run: Run, study: Path, tmp_path: Path) -> None:
    before = run("participants", study, "--json").json
    assert run("participants-export", study, "p.csv").code == 0
    assert rows(tmp_path / "p.csv")[0] == {
        "name": "Ana",
        "region": "North",
        "visits": "",
        "plan": "basic",
    }
    done = run("participants-import", study, "p.csv")
    assert done.code == 0, done.err
    assert run("participants", study, "--json").json == before


def test_coded_transcripts_into_a_folder(run: Run, study: Path, tmp_path: Path) -> None:
    done = run("transcripts-export", study, "coded")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0] == str(Path("coded/ana.html"))
    assert len(done.out.splitlines()) == 10
    assert "Wrote 10 files." in done.err
    assert "Price anxiety" in (tmp_path / "coded" / "ana.html").read_text(encoding="utf-8")


def test_coded_transcripts_that_are_chosen(run: Run, study: Path, tmp_path: Path) -> None:
    chosen = ("--source", "ana", "--source", "Ben", "--code", "Order", "--coder", "Maya")
    done = run("transcripts-export", study, "out", "--format", "docx", *chosen, "--memos")
    assert done.out.splitlines() == [str(Path("out/ana.docx")), str(Path("out/ben.docx"))]
    (comment,) = Document(str(tmp_path / "out" / "ana.docx")).comments
    assert "Order" in comment.text
    done = run("transcripts-export", study, "ana.md", "--source", "ana", "--where", "code:Order")
    assert done.out == "ana.md\n"
    assert "1 coding of 1 code" in (tmp_path / "ana.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("codings-export", "c.pdf"), "End it in .csv, .xlsx or .md."),
        (("codebook-export", "c.docx"), "End it in .csv, .yaml, .md or .qdc."),
        (("participants-export", "people"), "End it in .csv or .xlsx."),
        (("transcripts-export", "out.pdf"), "End it in .html, .docx or .md."),
        (("transcripts-export", "out.html"), "Name one source, or give a folder."),
        (("transcripts-export", "out", "--source", "Nobody"), "Nobody"),
        (("transcripts-export", "out", "--where", "code:Nope"), "Nope"),
        (("codings-export", "c.csv", "--where", "(("), "column"),
        (("codings-export", "missing/c.xlsx"), "Choose a folder that you can write to."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    run: Run, study: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(tmp_path.iterdir())
    name, *others = arguments
    done = run(name, study, *others)
    assert done.code == 1
    assert says in done.err
    assert sorted(tmp_path.iterdir()) == before


def test_what_was_cut_is_told(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Ana: " + "word " * 8_000, encoding="utf-8")
    assert run("import", study, "long.txt").code == 0
    with Study.open(study, coder="Maya") as opened:
        source = opened.sources.get("long")
        code = opened.codebook.get("Order")
        opened.codings.tag(source.id, Span(0, source.characters), [code.id])
    done = run("codings-export", study, "c.xlsx")
    assert done.code == 0
    assert "Warning: 1 text is longer than a cell holds and cut in the workbook" in done.err


def test_every_command_that_exports_asks_what_to_leave_out() -> None:
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    exporting = {name for name in commands if "export" in name} | {"cut"}
    assert len(exporting) == 7
    for name in exporting:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert {"--leave-out", "--redact"} <= options, name


def test_what_may_still_identify_is_told(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("memo", study, "--source", "ana", "Write to ana.l@example.org").code == 0
    done = run("project-export", study, tmp_path / "p.qdpx", "--redact", "names")
    assert done.code == 0
    assert "Warning: What may still tell who somebody is: " in done.err
    assert "1 e-mail address" in done.err
    silent = run("project-export", study, tmp_path / "p.qdpx")
    assert "who somebody is" not in silent.err
