"""What an import would make of files is shown, changed by options and mappings, and kept."""

import json
import re
from pathlib import Path

import pytest

from ..study.spreadsheets import TWO_WAVES, write_xlsx
from .conftest import PLANNERS, Run
from .test_hostile_text import NASTY, RAW

CLOSED = "respondent,region,colour\nR1,North,red\nR2,South,red\nR3,North,blue\nR4,North,red\n"


def test_a_preview_tells_all_and_changes_nothing(run: Run, files: Path) -> None:
    done = run("import", "a.study", "interviews/ana.txt", "survey.csv", "--preview")
    assert done.code == 0
    assert not (files / "a.study").exists()
    for told in (
        "A transcript: text, utf-8, 4 passages.",
        "Interviewer  interviewer",
        "Ana          participant  Ana",
        "4 rows, 4 respondents, named by 'respondent': R1, R2, R3, R4.",
        "What do you wish for?  question",
        "region     choice            4  North 2, South 1, East 1",
        "visits     number            4  1 to 4",
        "I wish for a fixed price I can rely on every mont…",
    ):
        assert told in done.out
    assert "2 would be imported, 0 skipped, 0 would fail. Nothing was changed." in done.err


def test_a_preview_of_a_study_that_is_there(run: Run, files: Path) -> None:
    run("import", "a.study", "survey.csv")
    before = (files / "a.study").read_bytes()
    (files / "wave2.csv").write_text((files / "survey.csv").read_text().replace("R4", "R9"))
    done = run("import", "a.study", "survey.csv", "wave2.csv", "--preview")
    assert (files / "a.study").read_bytes() == before
    assert "Already imported as 'survey': it would be skipped." in done.out
    assert "In the study already: R1, R2, R3." in done.out
    assert "wave2.csv: The columns are used as in 'survey', which had the same." in done.err
    assert "1 would be imported, 1 skipped" in done.err


def test_json_has_all_of_it(run: Run, files: Path) -> None:
    (files / "empty.txt").write_text("")
    done = run(
        "import", "a.study", "interviews/ana.txt", "survey.csv", "empty.txt", "--preview", "--json"
    )
    assert done.code == 3
    transcript, survey = done.json["files"]
    assert {one["label"]: one["role"] for one in transcript["transcript"]["speakers"]} == {
        "Interviewer": "interviewer",
        "Ana": "participant",
    }
    assert transcript["survey"] is None
    assert survey["survey"]["columns"][3]["use"] == "question"
    assert survey["survey"]["mapping"]["columns"][0] == {
        "header": "respondent",
        "use": "respondent",
    }
    assert survey["survey"]["questions"][0]["answers"] == 4
    assert [failed["path"] for failed in done.json["failed"]] == ["empty.txt"]


def test_a_mapping_is_saved_changed_by_hand_and_used(run: Run, files: Path) -> None:
    (files / "closed.csv").write_text(CLOSED)
    looked = run("import", "a.study", "closed.csv", "--preview", "--save-mapping", "m.yaml")
    assert looked.code == 1
    assert "No column of the table looks like answers" in looked.err
    text = (files / "m.yaml").read_text()
    assert "# one of 2 choices\n- header: colour\n  use: attribute\n  type: choice\n" in text
    assert "blue" not in text
    (files / "m.yaml").write_text(
        text.replace(
            "header: colour\n  use: attribute\n  type: choice",
            "header: colour\n  use: question\n  name: Why?",
        )
    )
    done = run("import", "a.study", "closed.csv", "--mapping", "m.yaml", "--save-mapping", "n.json")
    assert done.code == 0, done.err
    assert "Wrote n.json." in done.err
    assert json.loads((files / "n.json").read_text())["columns"][2]["name"] == "Why?"
    (passage, *_) = run("passages", "a.study", "closed", "--json").json
    assert (passage["question"], passage["text"]) == ("Why?", "red")


def test_the_mapping_of_an_imported_survey(run: Run, files: Path) -> None:
    run("import", "a.study", "survey.csv", "interviews/ana.txt")
    shown = run("survey-mapping", "a.study", "SURVEY")
    assert "- header: What do you wish for?\n  use: question\n" in shown.out
    assert (
        run("survey-mapping", "a.study", "survey", "--json").json["columns"][1]["use"]
        == "attribute"
    )
    assert run("survey-mapping", "a.study", "survey", "m.yaml").code == 0
    assert (files / "m.yaml").read_text() == shown.out
    assert run("import", "b.study", "survey.csv", "--mapping", "m.yaml").code == 0
    refused = run("survey-mapping", "a.study", "ana")
    assert (refused.code, "no survey" in refused.err) == (1, True)


def test_speakers_are_told_by_label(run: Run, files: Path) -> None:
    done = run(
        "import",
        "a.study",
        "interviews/ana.txt",
        "--speaker",
        "interviewer=PARTICIPANT:Ida: the first",
        "--speaker",
        "Ana=interviewer",
    )
    assert done.code == 0, done.err
    assert run("speakers", "a.study", "ana", "--json").json == [
        {"label": "Interviewer", "role": "participant", "participant": "Ida: the first"},
        {"label": "Ana", "role": "interviewer", "participant": None},
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("interviews/ana.txt", "--speaker", "Anna=other"), 1, "Nobody speaks as 'Anna' in 'ana'"),
        (("interviews", "--speaker", "Ana=other"), 0, "ben.txt: Nobody speaks as 'Ana' in 'ben'"),
        (("interviews/ana.txt", "--speaker", "Ana"), 2, "is not LABEL=ROLE"),
        (("interviews/ana.txt", "--speaker", "Ana=boss"), 2, "participant, interviewer, other"),
        (("interviews/ana.txt", "--speaker", "Ana=other:Bo"), 2, "only a participant"),
        (("survey.csv", "--mapping", "none.yaml"), 1, "does not exist"),
        (("survey.csv", "--mapping", "survey.csv"), 1, "no list of columns"),
        (("survey.csv", "--mapping", "people.yaml"), 1, "No column of the table is in the mapping"),
        (("survey.csv", "--mapping", "more.yaml"), 0, "lacks: 'gone', 'lost'"),
        (("interviews", "--mapping", "more.yaml"), 0, "the mapping was not used"),
        (("interviews", "--mapping", "more.yaml", "--preview"), 0, "the mapping was not used"),
        (
            ("survey.csv", "--mapping", "more.yaml", "--id-column", "respondent"),
            2,
            "leave the other",
        ),
        (("survey.csv", "--dry-run", "--save-mapping", "m.yaml"), 2, "a real import"),
        (("survey.csv", "--save-mapping", "m.txt"), 1, "which format"),
        (("survey.csv", "--save-mapping", "more.yaml"), 1, "already"),
        (("interviews/ana.txt", "--save-mapping", "m.yaml"), 3, "there is no survey among"),
        (
            ("survey.csv", "other.csv", "--preview", "--save-mapping", "m.yaml"),
            1,
            "there are 2 surveys",
        ),
    ],
)
def test_what_is_wrong_is_told(
    run: Run, files: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    (files / "people.yaml").write_text("columns:\n- {header: name, use: respondent}\n")
    (files / "more.yaml").write_text(
        "columns:\n- {header: region, use: attribute}\n- {header: gone, use: question}\n"
        "- {header: lost, use: question}\n"
    )
    (files / "other.csv").write_text((files / "survey.csv").read_text().replace("R", "S"))
    done = run("import", "a.study", *arguments)
    assert done.code == code
    assert told in done.err
    assert not (files / "m.yaml").exists()


def test_a_refused_survey_is_shown_all_the_same(run: Run, files: Path) -> None:
    (files / "closed.csv").write_text(CLOSED)
    done = run("import", "a.study", "closed.csv", "--preview")
    assert done.code == 1
    assert re.search(r"colour +attribute", done.out)
    assert "0 would be imported, 0 skipped, 1 would fail" in done.err


@pytest.mark.parametrize("as_json", [True, False])
def test_no_preview_prints_a_control_character(run: Run, files: Path, as_json: bool) -> None:
    (files / "nasty.txt").write_text(f"{NASTY[:40]}: {NASTY}?\n\nAna: {NASTY}\n\nAna: end\n" * 3)
    rows = "".join(f'"{i} {NASTY}","x{i % 2} {NASTY}","{NASTY} I like it {i}"\n' for i in range(9))
    (files / "nasty.csv").write_text(f'"id","{NASTY}","{NASTY} why?"\n{rows}')
    options = ("--preview", "--save-mapping", "m.yaml", *(["--json"] if as_json else []))
    done = run("import", "a.study", "nasty.txt", "nasty.csv", *options)
    assert done.code == 0, done.err
    for text in (done.out, done.err, (files / "m.yaml").read_text()):
        assert not RAW.search(text)
    assert "[laughs] [/b] [@click=app.quit]x[/]" in done.out
    assert run("import", "a.study", "nasty.csv", "--mapping", "m.yaml").code == 0


def test_another_sheet_is_read(run: Run, files: Path) -> None:
    write_xlsx(files / "waves.xlsx", TWO_WAVES)
    first = run("import", "a.study", "waves.xlsx", "--preview")
    assert "sheet 'Data' (also: Wave 2)" in first.out
    assert run("import", "a.study", "waves.xlsx", "--sheet", "wave 2").code == 0
    assert {one["question"] for one in run("passages", "a.study", "waves", "--json").json} == {
        "Why is that so?"
    }
    refused = run("import", "a.study", "waves.xlsx", "--sheet", "wave 3")
    assert (refused.code, "'Data', 'Wave 2'" in refused.err) == (1, True)


def test_a_folder_is_previewed_in_one_go(run: Run, files: Path) -> None:
    done = run("import", "a.study", "interviews", "--preview", "--json")
    assert len(done.json["files"]) == 2 * len(PLANNERS)
