"""Tables of participants and of tags: which file to read or to write, and what came of it."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.crosstab import Side
from ...domain.redaction import Redaction
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from ..widgets.listing import Row, text_row
from .path_prompt import PathPrompt
from .report import ReportDialog

if TYPE_CHECKING:
    from ...study import Study
    from ...study.codings import CodingsReport
    from ...study.participants import ParticipantsReport
    from ..app import InterviewCoderApp

_PARTICIPANTS = (
    "A CSV or TSV table with a row for each participant: a column with their names (headed name, participant or the "
    "like) and a column for each attribute, such as region or age."
)
_CODINGS = (
    "A CSV table with a row for each tag: source, code, and either start and end or a quote; coder where there are "
    "several. All of it is taken, or nothing."
)


def import_participants(app: "InterviewCoderApp") -> None:
    """Ask for a table of participants, read it, and tell what it did."""

    def tell(report: "ParticipantsReport | None") -> None:
        if report is not None:
            app.push_screen(participants_report(report))

    app.push_screen(
        PathPrompt(
            "Participants file",
            _PARTICIPANTS,
            lambda study, path: study.participants.import_file(path),
        ),
        tell,
    )


def export_participants(app: "InterviewCoderApp") -> None:
    """Ask for a file, and write everyone with their attributes into it."""
    from ...study.exporting import endings
    from .save_prompt import SavePrompt

    app.push_screen(
        SavePrompt(
            "Save the participants",
            endings("participants"),
            app.study_path.with_suffix(".participants.csv"),
            lambda study, path, redact, told: study.participants.export_file(
                path, redact=redact, told=told
            ),
            "The participants are saved",
        )
    )


def export_codings(
    app: "InterviewCoderApp", *, query: str = "", code: str | None = None, by: str = Side.CODE
) -> None:
    """Ask for a file, and write tags into it, or the whole study where it is to be a project.

    Args:
        query: only what it is true of; empty: all.
        code: only this code's; None: all codes'.
        by: what a page of them is grouped by.
    """
    from ...study.exporting import endings
    from .save_prompt import SavePrompt, Told

    def write(study: "Study", path: Path, redact: Collection[Redaction], told: Told) -> Path:
        if path.suffix.lower() == ".qdpx":
            return study.exchange.export_project(path, redact=redact, told=told)
        return study.codings.export_file(
            path, where=query or None, code=code, by=by, redact=redact, told=told
        )

    what = "these tags" if query or code else "all tags"
    app.push_screen(
        SavePrompt(
            f"Export {what}",
            f"{endings('codings')}, or in .qdpx for the whole study",
            app.study_path.with_suffix(".codings.csv"),
            write,
            "Exported",
        )
    )


def import_codings(app: "InterviewCoderApp") -> None:
    """Ask for a table of tags, read it, and tell what it did."""

    def tell(report: "tuple[Path, CodingsReport] | None") -> None:
        if report is not None:
            app.push_screen(codings_report(*report))

    app.push_screen(
        PathPrompt(
            "Tags file", _CODINGS, lambda study, path: (path, study.codings.import_file(path))
        ),
        tell,
    )


def participants_report(report: "ParticipantsReport") -> ReportDialog:
    """What a table of participants did."""
    known, new = len(report.updated), len(report.unknown)
    sum_up = (
        f"{counted(len(report.attributes), 'attribute')} for {counted(known + new, 'participant')}."
    )
    rows = [_line("Attributes", ", ".join(report.attributes))]
    if known:
        rows.append(_line("Known already", counted(known, "participant")))
    rows += _names("New to the study", report.unknown)
    rows += _names("Mind", report.warnings)
    return ReportDialog("Participants file", Content.styled(sum_up, "bold"), rows)


def codings_report(path: Path, report: "CodingsReport") -> ReportDialog:
    """What a table of tags did."""
    rows = [_line("File", path.name)]
    if report.already:
        rows.append(_line("Were there already", counted(report.already, "tag")))
    sum_up = f"{counted(report.added, 'tag')} added."
    return ReportDialog("Tags file", Content.styled(sum_up, "bold"), rows)


def _line(title: str, words: str) -> Row:
    return text_row(Content.assemble((f"{title}:  ", SOFT), named(words)))


def _names(title: str, lines: tuple[str, ...]) -> list[Row]:
    if not lines:
        return []
    heading = text_row(Content.styled(f"\n{title}", "bold $accent"), selectable=False)
    return [heading, *(text_row(Content(one_line(line))) for line in lines)]
