"""A preview tells what an import then does; a survey is read as the one before it; files have options of their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions, VoiceMapping
from interviewcoder.domain.preview import FilePreview
from interviewcoder.domain.progress import FileFailed, ImportStarted
from interviewcoder.domain.source import Role
from interviewcoder.domain.survey_editing import used_as
from interviewcoder.domain.survey_mapping import ColumnUse
from interviewcoder.study import Study

from .samples import SURVEY, content, interview, report, take_in, write_interviews

TIMED = """[0:05] Interviewer: How was it?

[0:09] Bo: Fine, I would say, all in all.

[1:02] Interviewer: And then?

[1:04] Bo: I left early.
"""
CLOSED = "respondent,region,colour\nR1,North,red\nR2,South,red\nR3,North,blue\nR4,North,red\n"
"""A survey in which nothing looks like answers in people's own words."""


def as_question(study: Study, path: Path, header: str) -> ImportOptions:
    """Options that use a column as a question, as somebody who looked at the file would give them."""
    survey = study.sources.preview(path).survey
    assert survey is not None
    mapping = survey.table.mapping
    place = [column.header for column in mapping.columns].index(header)
    return ImportOptions(mapping=used_as(mapping, [place], ColumnUse.QUESTION))


def test_a_transcript_is_told(bare: Study, tmp_path: Path) -> None:
    (path := tmp_path / "bo.txt").write_text(TIMED)
    found = bare.sources.preview(path)
    assert (found.source, found.format, found.encoding, found.people) == ("bo", "text", "utf-8", 1)
    assert (found.passages, found.known, found.imported_as) == (4, (), "")
    transcript = found.transcript
    assert transcript is not None
    assert (transcript.start_ms, transcript.end_ms) == (5000, 64000)
    asking, answering = transcript.voices
    assert (asking.label, asking.role, asking.participant) == (
        "Interviewer",
        Role.INTERVIEWER,
        None,
    )
    assert (answering.participant, answering.turns, answering.words) == ("Bo", 2, 10)
    assert answering.share == pytest.approx(10 / 15)
    assert answering.first_words == "Fine, I would say, all in all."
    assert [turn.words for turn in transcript.turns][:2] == [
        "How was it?",
        "Fine, I would say, all in all.",
    ]


def test_a_survey_is_told(bare: Study, tmp_path: Path) -> None:
    (path := tmp_path / "survey.csv").write_text(SURVEY)
    found = bare.sources.preview(path)
    survey = found.survey
    assert survey is not None
    assert found.transcript is None
    assert (found.people, found.passages, survey.named_by) == (4, 4, "respondent")
    assert survey.names == ("R1", "R2", "R3", "R4")
    (question,) = survey.questions
    assert (question.text, question.answers) == ("What do you wish for?", 4)
    assert question.examples[1] == "Something new at the door each time I open it please."
    told = {one.attribute.name: one for one in survey.attributes}
    assert told["region"].values == (("North", 2), ("South", 2))
    assert told["region"].attribute.choices == ("North", "South")
    assert (told["visits"].span, told["visits"].respondents) == (("1", "3"), 3)
    assert [(c.mapping.header, c.mapping.use, c.filled) for c in survey.table.columns][-1] == (
        "What do you wish for?",
        ColumnUse.QUESTION,
        4,
    )


def test_whom_and_what_the_study_has_already(bare: Study, tmp_path: Path) -> None:
    (survey,) = [tmp_path / "a.csv"]
    survey.write_text(SURVEY)
    take_in(bare, *write_interviews(tmp_path / "in", "Ana"))
    (other := tmp_path / "other.txt").write_text(interview("Ana") + "\nBen: And me.\n\nBen: Me.\n")
    before = content(bare.path)
    assert bare.sources.preview(tmp_path / "in" / "ana.txt").imported_as == "ana"
    found = bare.sources.preview(other)
    assert (found.known, found.people, found.imported_as) == (("Ana",), 2, "")
    assert [voice.is_known for voice in found.transcript.voices] == [False, True, False]
    assert content(bare.path) == before


def test_a_folder_is_told_as_it_would_be_imported(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in", "Ana", "Ben")
    (tmp_path / "in" / "copy.txt").write_bytes(paths[0].read_bytes())
    (tmp_path / "in" / "survey.csv").write_text(SURVEY)
    (tmp_path / "in" / "empty.txt").write_text("")
    started, *events = bare.sources.preview_files([tmp_path / "in"])
    assert started == ImportStarted(5)
    files = [event for event in events if isinstance(event, FilePreview)]
    assert [event.path for event in events if isinstance(event, FileFailed)] == [
        str(tmp_path / "in" / "empty.txt")
    ]
    told = report(bare.sources.import_files([tmp_path / "in"]))
    assert [(one.source, one.passages) for one in files if not one.imported_as] == [
        (one.source, one.passages) for one in told.imported
    ]
    assert [one.path for one in files if one.imported_as] == [one.path for one in told.skipped]


def test_what_no_preview_can_be_made_of(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "feed.xml").write_text("<?xml version='1.0'?><rss><title>Hi</title></rss>")
    for name in ("noise.txt", "feed.xml", "missing.csv"):
        with pytest.raises(StudyError) as refusal:
            bare.sources.preview(tmp_path / name)
        assert refusal.value.remedy


def test_a_survey_that_would_be_refused_is_told_and_put_right(bare: Study, tmp_path: Path) -> None:
    (path := tmp_path / "closed.csv").write_text(CLOSED)
    found = bare.sources.preview(path)
    assert "open question" in found.error
    assert found.survey is not None
    assert [column.mapping.header for column in found.survey.table.columns] == [
        "respondent",
        "region",
        "colour",
    ]
    options = as_question(bare, path, "colour")
    assert bare.sources.preview(path, options).error == ""
    told = report(bare.sources.import_files([path], each={path: options}))
    assert [(one.source, one.passages) for one in told.imported] == [("closed", 4)]


def test_files_have_options_of_their_own(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in", "Ana", "Ben")
    each = {
        paths[0]: ImportOptions(
            voices=(
                VoiceMapping("interviewer", Role.PARTICIPANT, "Ida"),
                VoiceMapping("Ana", Role.INTERVIEWER),
            )
        )
    }
    told = report(bare.sources.import_files([tmp_path / "in"], each=each))
    assert [one.warnings for one in told.imported] == [(), ()]
    assert [source.participants for source in bare.sources.list()] == [("Ida",), ("Ben",)]


def test_labels_that_nobody_has_are_told(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in", "Ana", "Ben")
    options = ImportOptions(voices=(VoiceMapping("Ana", Role.OTHER),))
    with pytest.raises(StudyError, match="Nobody speaks as 'Ana' in 'ben'") as refusal:
        bare.sources.preview(paths[1], options)
    assert "'Interviewer', 'Ben'" in refusal.value.remedy
    alone = report(bare.sources.import_files([paths[1]], options))
    assert "Nobody speaks as 'Ana'" in alone.failed[0].error
    both = report(bare.sources.import_files(paths, options))
    assert [len(one.warnings) for one in both.imported] == [0, 1]


def test_columns_that_the_table_lacks_are_told(bare: Study, tmp_path: Path) -> None:
    (wide := tmp_path / "wide.csv").write_text(SURVEY)
    (slim := tmp_path / "slim.csv").write_text(SURVEY.replace("visits", "calls"))
    survey = bare.sources.preview(wide).survey
    options = ImportOptions(mapping=survey.table.mapping)
    told = report(bare.sources.import_files([slim], options))
    assert "The mapping has columns that the table lacks: 'visits'." in told.imported[0].warnings


# -- What the study remembers --------------------------------------------------------------------------------


def test_a_second_survey_is_read_as_the_first(bare: Study, tmp_path: Path) -> None:
    (first := tmp_path / "wave 1.csv").write_text(SURVEY)
    (second := tmp_path / "wave 2.csv").write_text(SURVEY.replace("R", "S"))
    options = as_question(bare, first, "region")
    take_in_with(bare, first, options)
    assert bare.sources.mapping(1) == replace(options.mapping, columns=without_reasons(options))
    found = bare.sources.preview(second)
    assert [one.text for one in found.survey.questions] == ["region", "What do you wish for?"]
    foretold, told = (take_in(bare, second, dry_run=dry) for dry in (True, False))
    assert foretold == told
    assert told.imported[0].warnings == (
        "The columns are used as in 'wave 1', which had the same.",
    )
    assert told.imported[0].passages == 8


def test_what_the_user_says_counts_more(bare: Study, tmp_path: Path) -> None:
    (first := tmp_path / "a.csv").write_text(SURVEY)
    (second := tmp_path / "b.csv").write_text(SURVEY.replace("R", "S"))
    take_in_with(bare, first, as_question(bare, first, "region"))
    for options in (
        ImportOptions(
            mapping=bare.sources.preview(
                second, ImportOptions(id_column="respondent")
            ).survey.table.mapping
        ),
        ImportOptions(text_columns=("What do you wish for?",)),
    ):
        told = report(bare.sources.import_files([second], options, dry_run=True))
        assert (told.imported[0].passages, told.imported[0].warnings) == (4, ())


def test_a_survey_that_cannot_be_guessed_is_remembered_too(bare: Study, tmp_path: Path) -> None:
    (first := tmp_path / "a.csv").write_text(CLOSED)
    (second := tmp_path / "b.csv").write_text(CLOSED.replace("R", "S"))
    assert take_in(bare, first).failed
    take_in_with(bare, first, as_question(bare, first, "colour"))
    told = take_in(bare, second)
    assert [one.passages for one in told.imported] == [4]
    assert "used as in 'a'" in told.imported[0].warnings[0]


def test_a_column_that_was_empty_before_is_found_out(bare: Study, tmp_path: Path) -> None:
    (first := tmp_path / "a.csv").write_text(
        "respondent,What do you wish for?,Why is that?\nR1,A fixed price for all of it,\nR2,Some more time for me,\n"
    )
    (second := tmp_path / "b.csv").write_text(
        "respondent,What do you wish for?,Why is that?\nS1,A fixed price for all,So that I can plan my year\n"
        "S2,Some more time for me,I have three small children\n"
    )
    take_in(bare, first)
    told = take_in(bare, second)
    assert told.imported[0].passages == 4


def test_another_table_is_not_read_as_a_survey_before(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("respondent,What do you wish for?\nR1,A fixed price for it\n")
    (tmp_path / "b.csv").write_text(
        "respondent,What do you wish for?,region,plan,age\nS1,A fixed price for it,North,plus,3\n"
    )
    take_in(bare, tmp_path / "a.csv")
    assert take_in(bare, tmp_path / "b.csv").imported[0].warnings == ()


def test_headers_that_are_alike_stay_apart(bare: Study, tmp_path: Path) -> None:
    """`①` and `1`, or `ﬁne` and `fine`, are one name; they must not be one column."""
    (path := tmp_path / "a.csv").write_text(
        "id,①,1,ﬁne,fine,Why is that?\nR1,a,b,c,d,So that I can plan my year\nR2,a,b,c,d,I have three small children\n"
    )
    headers = [one.mapping.header for one in bare.sources.preview(path).survey.table.columns]
    assert headers == ["id", "①", "1 (2)", "ﬁne", "fine (2)", "Why is that?"]
    assert len(take_in(bare, path).imported) == 1
    assert len(bare.sources.mapping(1).columns) == 6


def test_transcripts_have_no_mapping(bare: Study, tmp_path: Path) -> None:
    take_in(bare, *write_interviews(tmp_path / "in", "Ana"))
    assert bare.sources.mapping(bare.sources.get("ana").id) is None
    with pytest.raises(StudyError):
        bare.sources.mapping(99)


def without_reasons(options: ImportOptions):
    return tuple(replace(column, reason="") for column in options.mapping.columns)


def take_in_with(study: Study, path: Path, options: ImportOptions) -> None:
    told = report(study.sources.import_files([path], options))
    assert len(told.imported) == 1, told
