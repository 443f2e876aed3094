"""Project files taken into a study and written out of one, alone and among other files."""

from dataclasses import replace
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.progress import FileImported, FileSkipped
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo

from ..importers.refi_files import CODES, INTERVIEW, project, selection, sources, text_source
from .samples import content, interview, take_in, trouble

SPAN = (INTERVIEW.index("I fear"), len(INTERVIEW) - 1)
DATA = project(
    CODES + sources(text_source(selection(*SPAN, "I fear the app."))), {"a.txt": INTERVIEW}
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "other.qdpx"
    path.write_bytes(DATA)
    return path


def same(study: ExchangedStudy) -> ExchangedStudy:
    """What goes from one study to another: all but who they are, who took it in, and the order of members."""
    return replace(
        study,
        guid="",
        name="",
        coders=(),
        not_carried=(),
        memos=tuple(
            replace(memo, target_guid="") if memo.target is MemoTarget.STUDY else memo
            for memo in study.memos
        ),
        personas=tuple(
            replace(
                one,
                member_guids=tuple(sorted(one.member_guids)),
                evidence_guids=tuple(sorted(one.evidence_guids)),
            )
            for one in sorted(study.personas, key=lambda one: one.guid)
        ),
    )


def test_the_sample_study_goes_out_and_comes_back_equal(tmp_path: Path) -> None:
    demo = tmp_path / "demo.study"
    list(build_demo(demo))
    with Study.open(demo) as study:
        first = study.sources.list()[0]
        study.memos.write(MemoTarget.STUDY, "", "On all of it")
        study.memos.write(MemoTarget.SOURCE, first.guid, "On this\n\none")
        study.memos.write(MemoTarget.PARTICIPANT, study.participants.list()[0].guid, "On him")
        study.memos.write(MemoTarget.PERSONA, study.personas.list()[0].guid, "On her")
        study.segments.add("Not Hanna", "NOT participant:Hanna")
        given = study.exchange.project()
        told: list[str] = []
        written = study.exchange.export_project(tmp_path / "demo.qdpx", told=told.append)
        again = study.exchange.export_project(tmp_path / "again.qdpx")
    assert written.read_bytes() == again.read_bytes()
    assert any("journal" in sentence for sentence in told)
    with Study.create(tmp_path / "new.study", coder="Nils", codebook=()) as new:
        report = new.exchange.import_project(written)
        assert report.not_carried == ()
        assert same(new.exchange.project()) == same(given)
        assert trouble(new) == {}
        assert [entry.verb for entry in new.journal.history()] == ["import project"]


def test_a_project_among_other_files(tmp_path: Path, file: Path, bare: Study) -> None:
    for person in ("Ana", "Ben"):
        (tmp_path / f"{person}.txt").write_text(interview(person), encoding="utf-8")
    (tmp_path / "broken.qdpx").write_bytes(DATA[:-40])
    tried = take_in(bare, tmp_path, dry_run=True)
    assert [one.project for one in tried.imported if one.project] == [
        "2 codes, 1 participant, 1 source, 1 coding"
    ]
    before = content(bare.path)
    report = take_in(bare, tmp_path)
    assert {Path(one.path).name for one in report.imported} == {"Ana.txt", "Ben.txt", "other.qdpx"}
    (failed,) = report.failed
    assert "broken.qdpx" in failed.path
    verbs = [entry.verb for entry in bare.journal.history()]
    assert verbs.count("import project") == 1
    assert [one.text for one in bare.codings.list()] == ["I fear the app."]
    # Ana of the project and Ana of the text are one person, who is told.
    assert len([one for one in bare.participants.list() if one.name == "Ana"]) == 1
    while bare.journal.history(1)[0].verb != "undo" or content(bare.path) != before:
        bare.journal.undo()
    (skipped,) = [
        event
        for event in (*take_in(bare, file).imported, *take_in(bare, file).skipped)
        if isinstance(event, FileSkipped)
    ]
    assert skipped.warnings == ("All of it is in already.",)


def test_a_file_that_is_asked_for_as_something_else_is_no_project(file: Path, bare: Study) -> None:
    from interviewcoder.domain.imported import ImportOptions

    (event,) = [
        event
        for event in bare.sources.import_files([file], ImportOptions(format="qdpx"))
        if isinstance(event, FileImported)
    ]
    assert event.format == "qdpx"
    events = list(bare.sources.import_files([file], ImportOptions(format="docx")))
    assert "not a Word document" in getattr(events[-1], "error", "")


@pytest.mark.parametrize("name", ["a.txt", "a", "a.qdpx.zip"])
def test_the_suffix_says_what_is_written(name: str, tmp_path: Path, bare: Study) -> None:
    with pytest.raises(StudyError, match="does not say which format"):
        bare.exchange.export_project(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_codebooks_of_the_standard(tmp_path: Path, bare: Study) -> None:
    path = bare.codebook.export_file(tmp_path / "codes.qdc")
    with Study.create(tmp_path / "new.study", codebook=()) as new:
        report = new.codebook.import_file(path)
        assert len(report.added) == len(bare.codebook.list())
        assert [(code.name, code.kind, code.colour) for code in new.codebook.list()] == [
            (code.name, code.kind, code.colour) for code in bare.codebook.list()
        ]
        assert new.codebook.import_file(path).unchanged == len(report.added)
