"""Files go in, and come out as sources, passages and speakers."""

from pathlib import Path

import pytest

from interviewcoder.study import Study

from .conftest import Run


def test_import_reports_each_file(run: Run, files: Path) -> None:
    (files / "interviews" / "empty.txt").write_text("")
    done = run("import", "a.study", "interviews", "survey.csv", "--json")
    assert done.code == 3
    assert set(done.json) == {"imported", "revised", "skipped", "failed"}
    assert len(done.json["imported"]) == 9
    for report in done.json["imported"]:
        assert set(report) >= {"path", "format", "passages", "warnings"}
    (failed,) = done.json["failed"]
    assert set(failed) == {"path", "error", "remedy"}
    assert failed["path"].endswith("empty.txt")
    assert failed["remedy"]
    assert "Created the study a.study" in done.err


def test_the_same_bytes_are_skipped(run: Run, files: Path) -> None:
    run("import", "a.study", "survey.csv")
    again = run("import", "a.study", "survey.csv", "--json")
    assert again.code == 0
    (skipped,) = again.json["skipped"]
    assert set(skipped) >= {"path", "format", "passages", "warnings"}
    assert "already there" in run("import", "a.study", "survey.csv").out


def test_a_dry_run_changes_nothing(run: Run, files: Path) -> None:
    done = run("import", "a.study", "interviews", "--dry-run", "--json")
    assert done.code == 0
    assert len(done.json["imported"]) == 8
    assert not (files / "a.study").exists()
    assert "would be imported" in run("import", "a.study", "survey.csv", "--dry-run").out
    run("import", "a.study", "survey.csv")
    before = (files / "a.study").read_bytes()
    run("import", "a.study", "interviews", "--dry-run")
    assert (files / "a.study").read_bytes() == before


def test_when_every_file_fails_the_code_is_1_and_no_study_is_left(run: Run, files: Path) -> None:
    (files / "noise.txt").write_bytes(bytes(range(256)) * 20)
    done = run("import", "a.study", "noise.txt")
    assert done.code == 1
    assert "Failed: " in done.err
    assert not (files / "a.study").exists()


def test_import_options_reach_the_importers(run: Run, files: Path) -> None:
    done = run(
        "import",
        "a.study",
        "survey.csv",
        *("--text-column", "What do you wish for?"),
        *("--attribute-column", "region"),
        *("--id-column", "respondent"),
        *("--format", "survey"),
        *("--encoding", "utf-8"),
    )
    assert done.code == 0, done.err
    people = run("participants", "a.study", "--json").json
    assert [person["name"] for person in people] == ["R1", "R2", "R3", "R4"]
    assert people[0]["attributes"]["region"] == "North"


def test_interviewers_are_no_participants(run: Run, files: Path) -> None:
    (files / "talk.txt").write_text("Zed: How?\n\nUma: So.\n\nZed: And?\n\nUma: Fine then.\n")
    run("import", "a.study", "talk.txt", "--interviewer", "zed")
    assert [person["name"] for person in run("participants", "a.study", "--json").json] == ["Uma"]


def test_sources_have_the_documented_keys(run: Run, study: Path) -> None:
    sources = run("sources", study, "--json").json
    assert len(sources) == 9
    for source in sources:
        assert set(source) >= {
            "name",
            "format",
            "participants",
            "passages",
            "characters",
            "sha256",
        }
    ana = next(source for source in sources if source["name"] == "ana")
    assert ana["participants"] == ["Ana"]
    assert len(ana["sha256"]) == 64
    listed = run("sources", study)
    assert listed.out.splitlines()[0].split()[:2] == ["Source", "Format"]
    assert len(listed.out.splitlines()) == 10


def test_sources_tell_how_much_of_them_is_tagged(run: Run, study: Path) -> None:
    with Study.open(study) as opened:
        share, tagged = opened.codings.share(), opened.codings.shares()
        names = {source.name: source.id for source in opened.sources.list()}
    assert share is not None
    assert 0 < share < 1
    for source in run("sources", study, "--json").json:
        assert source["tagged"] == tagged.get(names[source["name"]])
    listed = run("sources", study)
    assert f"{share:.0%} of what participants say is tagged." in listed.err
    assert sum("%" in line for line in listed.out.splitlines()) == len(tagged)


@pytest.mark.parametrize("name", ["ana", "survey"])
def test_a_passage_is_a_slice_of_its_source(run: Run, study: Path, name: str) -> None:
    passages = run("passages", study, name, "--json").json
    with Study.open(study) as opened:
        text = opened.sources.read(opened.sources.get(name).id).text
    for passage in passages:
        assert set(passage) >= {"source", "speaker", "start", "end", "time", "text"}
        assert passage["text"] == text[passage["start"] : passage["end"]]


def test_passages_read_as_text(run: Run, study: Path) -> None:
    lines = run("passages", study, "ANA").out.splitlines()
    assert lines[0].endswith("Interviewer")
    assert lines[1] == "What was your last order like?"


def test_a_speaker_becomes_a_participant(run: Run, study: Path) -> None:
    assert {"label": "Ana", "role": "participant", "participant": "Ana"} in run(
        "speakers", study, "ana", "--json"
    ).json
    done = run(
        "speaker", study, "ana", "interviewer", "--role", "participant", "--participant", "Ines"
    )
    assert done.code == 0, done.err
    listed = run("speakers", study, "ana").out
    assert "Ines" in listed
    assert run("speaker", study, "ana", "Interviewer", "--role", "interviewer").code == 0
    assert "Ines" not in run("speakers", study, "ana").out


def test_an_unknown_speaker_is_an_error_that_names_the_known(run: Run, study: Path) -> None:
    done = run("speaker", study, "ana", "Zoe", "--role", "other")
    assert done.code == 1
    assert "'Ana'" in done.err
