"""What an import did, or would do, with each file; and what one file would become."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from textual.content import Content

from ...domain.preview import FilePreview
from ...domain.progress import FileFailed, FileImported, FileSkipped, ImportReport
from ...domain.source import Role
from ...domain.text import one_line
from ..file_choices import FileChoices
from ..import_run import ImportOutcome, Progress
from ..labels import SOFT, bar, counted, named
from .listing import Row
from .table_columns import Column, table_line

_NAMES = 8
_TITLES = {
    Role.PARTICIPANT: "Participants",
    Role.INTERVIEWER: "Interviewers",
    Role.OTHER: "Others",
}
_COLUMNS = (
    Column("", 1),
    Column("File", share=1),
    Column("Format", 10, least=44),
    Column("Passages", 14, right=True),
)


def outcome_line(outcome: ImportOutcome) -> Content:
    """The sum of it."""
    report, dry_run = outcome.report, outcome.asked.dry_run
    ready = "ready to import" if dry_run else "imported"
    parts = [Content.styled(f"{len(report.imported):,} {ready}", "bold $success")]
    if report.skipped:
        parts.append(Content(f"{len(report.skipped):,} already there"))
    if report.failed:
        failed = "unreadable" if dry_run else "failed"
        parts.append(Content.styled(f"{len(report.failed):,} {failed}", "bold $error"))
    if outcome.stopped:
        left = outcome.files - len(report.imported) - len(report.skipped) - len(report.failed)
        parts.append(Content.styled(f"stopped, {counted(left, 'file')} left out", "$warning"))
    return Content.styled(" · ", "$foreground 30%").join(parts)


def progress_lines(progress: Progress, width: int, *, dry_run: bool) -> Content:
    """How far it is: a bar, figures, and the last file."""
    share = progress.done / progress.files if progress.files else 0.0
    rate = progress.done / progress.seconds if progress.seconds > 0.3 else 0.0
    figures = [f"{progress.done:,} of {counted(progress.files, 'file')}"]
    if rate:
        figures.append(f"{rate:,.0f} a second")
    return Content("\n").join(
        (
            Content.styled("Looking…" if dry_run else "Importing…", "bold"),
            Content(""),
            bar(share, max(10, width)),
            Content.styled("   ".join(figures), SOFT),
            named(PurePath(progress.current).name, SOFT).truncate(max(10, width), ellipsis=True),
        )
    )


def report_rows(report: ImportReport, choices: FileChoices) -> list[Row]:
    """A line a file: those that need a look come first; those in `choices` are marked as changed."""
    warned = [event for event in report.imported if event.warnings]
    calm = [event for event in report.imported if not event.warnings]
    return [
        *(_failed_row(event) for event in report.failed),
        *(_file_row(event, changed=Path(event.path) in choices) for event in warned),
        *(_file_row(event, changed=Path(event.path) in choices) for event in calm),
        *(_skipped_row(event) for event in report.skipped),
    ]


def _failed_row(event: FileFailed) -> Row:
    notes = [(one_line(event.error), "$error"), (one_line(event.remedy), SOFT)]
    return _row("✕", "$error", event.path, "", Content(""), notes, event)


def _file_row(event: FileImported, *, changed: bool) -> Row:
    mark, style = ("!", "$warning") if event.warnings else ("✓", "$success")
    notes = [(one_line(event.project), SOFT)]
    notes += [(one_line(warning), "$warning") for warning in event.warnings]
    count = Content.styled(counted(event.passages, "passage"), SOFT)
    if changed:
        mark, style = "•", "$accent"
    return _row(mark, style, event.path, event.format, count, notes, event)


def _skipped_row(event: FileSkipped) -> Row:
    notes = [(one_line(warning), SOFT) for warning in event.warnings]
    count = Content.styled("already there", SOFT)
    return _row("=", SOFT, event.path, event.format, count, notes, event)


def _row(
    mark: str,
    style: str,
    path: str,
    format_name: str,
    figure: Content,
    notes: Iterable[tuple[str, str]],
    event: object,
) -> Row:
    kept = [(text, note_style) for text, note_style in notes if text]

    def draw(width: int) -> Content:
        cells = (
            Content.styled(mark, f"bold {style}"),
            named(PurePath(path).name),
            named(format_name, SOFT),
            figure,
        )
        lines = [table_line(_COLUMNS, cells, width)]
        for text, note_style in kept:
            for line in Content.styled(text, note_style).wrap(max(8, width - 5)):
                lines.append(Content("    ") + line)
        return Content("\n").join(lines)

    return Row(draw, event, key=path, height=None if kept else 1)


def understood_lines(preview: FilePreview, width: int) -> Content:
    """What a file would become: who speaks, or in a survey what is asked and known; `e` tells more."""
    lines: list[Content] = []
    if preview.transcript is not None:
        voices = preview.transcript.voices
        for role, title in _TITLES.items():
            called = [one.participant or one.label for one in voices if one.role is role]
            if called or role is Role.PARTICIPANT:
                lines.append(_line(title, called, "nobody"))
        first = preview.transcript.turns[0].words if preview.transcript.turns else ""
        lines.append(_line("Begins", [f"“{first}”"], ""))
    if preview.survey is not None:
        survey = preview.survey
        by = f" ({survey.named_by})" if survey.named_by else " (numbered)"
        lines.append(_line("Respondents", [f"{preview.people:,}{by}", *survey.names], ""))
        lines.append(_line("Questions", [one.text for one in survey.questions], "none"))
        known = [f"{one.attribute.name} ({one.attribute.type.value})" for one in survey.attributes]
        lines.append(_line("Attributes", known, "none"))
    return Content("\n").join(line.truncate(max(10, width), ellipsis=True) for line in lines)


def _line(title: str, names: Iterable[str], nobody: str) -> Content:
    listed = list(names)
    shown = " · ".join(one_line(name, 60) for name in listed[:_NAMES]) or nobody
    if len(listed) > _NAMES:
        shown += f" · and {len(listed) - _NAMES:,} more"
    return Content.assemble((title.ljust(14), SOFT), named(shown))
