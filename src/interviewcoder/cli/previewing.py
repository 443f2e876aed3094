"""How the command line shows what an import would make of files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.text import counted, one_line

from .printing import say, show, show_record, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.preview import (
        AttributePreview,
        FilePreview,
        SurveyPreview,
        TranscriptPreview,
    )
    from interviewcoder.domain.progress import FileFailed
    from interviewcoder.domain.survey_mapping import SurveyMapping
    from interviewcoder.domain.table_preview import ColumnPreview
    from interviewcoder.study.preview import PreviewEvent

_EXAMPLE = 50
"""The longest header or example in a table, in code points."""
_NAMES = 8
_TURNS = 6
_TURN = 160
"""The longest turn that is shown, in code points."""


@dataclass(slots=True)
class Previewed:
    """What came of looking at files."""

    files: "list[FilePreview]" = field(default_factory=list)
    failed: "list[FileFailed]" = field(default_factory=list)

    @property
    def refused(self) -> "list[FilePreview]":
        """Surveys that would be refused as their columns are used now."""
        return [file for file in self.files if file.error]

    @property
    def understood(self) -> "list[FilePreview]":
        """What can be imported, or is in already."""
        return [file for file in self.files if not file.error]

    @property
    def mappings(self) -> "list[tuple[str, SurveyMapping]]":
        """What the surveys are called, and how their columns would be used."""
        surveys = [(file.source, file.survey) for file in self.files]
        return [(name, survey.table.mapping) for name, survey in surveys if survey is not None]

    def add(self, event: "PreviewEvent") -> None:
        """Take in what was seen."""
        from interviewcoder.domain.preview import FilePreview
        from interviewcoder.domain.progress import FileFailed

        match event:
            case FilePreview():
                self.files.append(event)
            case FileFailed():
                self.failed.append(event)


def show_previews(previewed: Previewed, *, as_json: bool) -> None:
    """Everything that was seen: data on stdout; warnings, failures and the sum on stderr."""
    if as_json:
        from interviewcoder.domain.preview_records import preview_record
        from interviewcoder.domain.records import failed_record

        show_record(
            {
                "files": [preview_record(file) for file in previewed.files],
                "failed": [failed_record(failed) for failed in previewed.failed],
            }
        )
        return
    for number, file in enumerate(previewed.files):
        if number:
            show()
        _show_file(file)
    for file in previewed.files:
        for warning in file.warnings:
            say(f"Warning: {one_line(file.path)}: {warning}")
    for failed in previewed.failed:
        say(f"Failed: {one_line(failed.path)}: {failed.error} {failed.remedy}".rstrip())
    for file in previewed.refused:
        say(f"Failed: {one_line(file.path)}: {file.error} {file.remedy}".rstrip())
    there = sum(1 for file in previewed.files if file.imported_as)
    refused = len(previewed.failed) + len(previewed.refused)
    ready = len(previewed.files) - len(previewed.refused) - there
    say(f"{ready} would be imported, {there} skipped, {refused} would fail. Nothing was changed.")


def _show_file(file: "FilePreview") -> None:
    show(f"{file.path}")
    if file.imported_as:
        show(f"Already imported as '{file.imported_as}': it would be skipped.")
    if file.transcript is not None:
        _show_transcript(file, file.transcript)
    if file.survey is not None:
        _show_survey(file, file.survey)
    if file.known:
        show(f"In the study already: {_some(file.known)}.")


def _show_transcript(file: "FilePreview", transcript: "TranscriptPreview") -> None:
    from interviewcoder.domain.source import time_label

    facts = [file.format, file.encoding, counted(file.passages, "passage")]
    if transcript.start_ms is not None:
        facts.append(f"{time_label(transcript.start_ms)} to {time_label(transcript.end_ms)}")
    show(f"A transcript: {', '.join(fact for fact in facts if fact)}.")
    show()
    show_table(
        ("Speaker", "Role", "Participant", "Turns", "Words", "Share", "First words"),
        [
            (
                voice.label or "(no name)",
                voice.role.value,
                voice.participant,
                voice.turns,
                voice.words,
                f"{voice.share:.0%}",
                _cut(voice.first_words),
            )
            for voice in transcript.voices
        ],
    )
    show()
    for turn in transcript.turns[:_TURNS]:
        heading = " ".join(part for part in (time_label(turn.start_ms), turn.speaker) if part)
        words = one_line(turn.words, _TURN)
        show(f"  {heading}: {words}" if heading else f"  {words}")


def _show_survey(file: "FilePreview", survey: "SurveyPreview") -> None:
    table = survey.table
    facts = [table.profile_label, table.encoding]
    if table.delimiter:
        facts.append(f"divided by {table.divided_by}")
    if table.sheet:
        others = [sheet for sheet in table.sheets if sheet != table.sheet]
        facts.append(f"sheet '{table.sheet}'" + (f" (also: {_some(others)})" if others else ""))
    facts.append(f"header rows: {table.header_rows}")
    show(f"A survey: {', '.join(fact for fact in facts if fact)}.")
    by = f"named by '{survey.named_by}'" if survey.named_by else "numbered"
    called = f": {_some(survey.names)}" if survey.names else ""
    rows, people = counted(table.rows, "row"), counted(table.respondents, "respondent")
    show(f"{rows}, {people}, {by}{called}.")
    for reason, count in table.left_out_rows:
        show(f"{counted(count, 'row')} would be left out: {reason}.")
    show()
    show_table(
        ("Column", "Use", "Name", "Type", "Filled", "Distinct", "Examples", "Because"),
        [_column_row(column) for column in table.columns],
    )
    if survey.questions:
        show()
        show_table(
            ("Question", "Answers", "Such as"),
            [
                (one.text, one.answers, " / ".join(_cut(example) for example in one.examples))
                for one in survey.questions
            ],
        )
    if survey.attributes:
        show()
        show_table(
            ("Attribute", "Type", "Respondents", "Values"),
            [
                (one.attribute.name, one.attribute.type.value, one.respondents, _values(one))
                for one in survey.attributes
            ],
        )


def _column_row(column: "ColumnPreview") -> tuple[object, ...]:
    mapping = column.mapping
    name = mapping.name if mapping.name != mapping.header else ""
    if mapping.option:
        name = f"{mapping.name}: {mapping.option}"
    return (
        _cut(mapping.header),
        mapping.use.value,
        _cut(name),
        mapping.type.value if mapping.type else "",
        column.filled,
        column.distinct,
        " / ".join(_cut(example) for example in column.examples[:2]),
        mapping.reason,
    )


def _values(preview: "AttributePreview") -> str:
    """From where to where numbers and dates go; else the values, and how many respondents have each."""
    labels = dict(preview.attribute.labels)
    if preview.span and not labels:
        return " to ".join(preview.span)
    told = [
        f"{labels.get(value, value)} ({value}) {count}" if value in labels else f"{value} {count}"
        for value, count in preview.values
    ]
    if preview.distinct > len(told):
        told.append(f"and {preview.distinct - len(told)} more")
    return ", ".join(_cut(one) for one in told)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    rest = f" and {len(listed) - _NAMES} more" if len(listed) > _NAMES else ""
    return ", ".join(f"{_cut(name)}" for name in listed[:_NAMES]) + rest


def _cut(text: str) -> str:
    return one_line(text, _EXAMPLE)
