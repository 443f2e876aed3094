"""A corrected file on the command line: what would become of tags, what became of them, and placing them."""

from pathlib import Path

import pytest

from .conftest import SURVEY, Run, words_of

FIRST, SECOND, _ = words_of("Ana")


@pytest.fixture
def corrected(files: Path) -> Path:
    """Ana's interview with other words in one tag, and without those of another one."""
    path = files / "interviews" / "ana.txt"
    words = path.read_text(encoding="utf-8")
    words = words.replace("check the price", "check every price").replace(SECOND, "of it all")
    path.write_text(words, encoding="utf-8")
    return path


def test_a_dry_run_tells_and_changes_nothing(run: Run, study: Path, corrected: Path) -> None:
    before = study.read_bytes()
    told = run("revise", study, "ana", corrected, "--dry-run")
    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()] == ["Outcome", "moved", "lost"]
    assert "would be at revision 2. Tags: 0 kept, 1 moved, 0 ambiguous, 1 lost." in told.err
    assert study.read_bytes() == before


def test_revise_and_review(run: Run, study: Path, corrected: Path) -> None:
    report = run("revise", study, "ana", corrected, "--json").json
    assert (report["source"], report["revision"], report["unchanged"]) == ("ana", 2, False)
    assert report["codings"] == {"kept": 0, "moved": 1, "ambiguous": 0, "lost": 1}
    assert [one["old_text"] for one in report["relocations"]] == [FIRST, SECOND]
    moved, lost = run("relocations", study, "--json").json
    assert (moved["outcome"], moved["old_text"]) == ("moved", FIRST)
    assert moved["text"] == FIRST.replace("the price", "every price")
    assert (lost["outcome"], lost["start"], lost["text"]) == ("lost", None, None)
    shown = run("relocations", study, "--source", "ana").out
    assert "check [-the-]{+every+} price" in shown
    assert run("relocations", study, "--outcome", "lost", "--json").json == [lost]
    assert (
        next(s for s in run("sources", study, "--json").json if s["name"] == "ana")["unreviewed"]
        == 2
    )

    assert run("relocation-place", study, moved["id"], "--accept").code == 0
    placed = run("relocation-place", study, lost["id"], "--quote", "of it all")
    assert placed.code == 0
    assert placed.err.startswith("'Order' is on 'ana' [")
    assert run("relocations", study).err == "There is nothing in the review list.\n"
    decisions = {one["decision"] for one in run("relocations", study, "--all", "--json").json}
    assert decisions == {"accepted", "placed"}
    words = [one["text"] for one in run("codings", study, "--source", "ana", "--json").json]
    assert words == [moved["text"], "of it all"]
    assert run("check", study).code == 0


def test_revisions_and_their_texts(run: Run, study: Path, corrected: Path) -> None:
    before = run("revisions", study, "ana", "--text", 1, "--json").json["text"]
    run("revise", study, "ana", corrected)
    first, second = run("revisions", study, "ana", "--json").json
    assert (first["revision"], first["current"], first["codings"]) == (1, False, None)
    assert (second["current"], second["codings"]["lost"]) == (True, 1)
    assert run("revisions", study, "ana", "--text", 1).out == before + "\n"
    assert SECOND in before
    assert "0 kept, 1 moved, 0 ambiguous, 1 lost" in run("revisions", study, "ana").out
    missing = run("revisions", study, "ana", "--text", 5)
    assert (missing.code, missing.out) == (1, "")


def test_dismissed_and_undone(run: Run, study: Path, corrected: Path) -> None:
    run("revise", study, "ana", corrected)
    lost = run("relocations", study, "--outcome", "lost", "--json").json[0]["id"]
    assert "Dismissed" in run("relocation-place", study, lost, "--dismiss").err
    assert run("relocations", study, "--outcome", "lost", "--json").json == []
    run("undo", study)
    assert len(run("relocations", study, "--outcome", "lost", "--json").json) == 1
    run("undo", study)
    assert run("relocations", study, "--all", "--json").json == []
    assert len(run("revisions", study, "ana", "--json").json) == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--accept", "--dismiss"), 2),
        (("--candidate", 1), 1),
        (("--accept",), 1),
        (("--span", 5, 5), 1),
        (("--span", 5, 99999), 1),
        (("--quote", "no such words"), 1),
    ],
)
def test_a_place_that_cannot_be(
    run: Run, study: Path, corrected: Path, options: tuple[object, ...], code: int
) -> None:
    run("revise", study, "ana", corrected)
    lost = run("relocations", study, "--outcome", "lost", "--json").json[0]["id"]
    before = study.read_bytes()
    refused = run("relocation-place", study, lost, *options)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err
    assert study.read_bytes() == before


def test_import_tells_of_a_name_that_is_there_and_update_revises(
    run: Run, study: Path, corrected: Path, files: Path
) -> None:
    told = run("import", study, corrected, "--dry-run")
    assert "With --update, or u in the library, such a file becomes its next revision" in told.err
    (files / "survey.csv").write_text(
        SURVEY.replace("R2,South", "R2,West")
        + "R5,East,,I wish for somebody to talk to about it.\n"
    )
    told = run("import", study, files / "interviews", files / "survey.csv", "--update")
    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()].count("revised") == 2
    assert "R2: region: South → West." in told.err
    assert "1 new respondent." in told.err
    assert "0 imported, 2 revised, 7 skipped, 0 failed." in told.err
    again = run("import", study, files / "interviews", "--update", "--json").json
    assert (again["revised"], len(again["skipped"])) == ([], 8)
    run("undo", study)
    assert len(run("sources", study, "--json").json) == 9
    report = run("import", study, corrected, "--update", "--json").json
    assert [(one["path"], one["source"]) for one in report["revised"]] == [(str(corrected), "ana")]


def test_the_very_file_changes_nothing(run: Run, study: Path, files: Path) -> None:
    before = study.read_bytes()
    told = run("revise", study, "ana", files / "interviews" / "ana.txt")
    assert (told.code, told.out) == (0, "")
    assert "imported from this very file" in told.err
    assert study.read_bytes() == before
