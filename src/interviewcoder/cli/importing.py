"""How an import runs on the command line: where it goes, how it is watched, what is told."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.progress import ImportReport, ImportStarted
from interviewcoder.domain.text import one_line

from .exit_codes import ExitCode
from .opening import opened
from .printing import say, say_error, show_record, show_table, watches_stderr
from .revision_report import tell_revised
from .screen import coder_name

if TYPE_CHECKING:
    from interviewcoder.domain.imported import ImportOptions
    from interviewcoder.domain.survey_mapping import SurveyMapping
    from interviewcoder.study import Study

MANY_FILES = 25
"""From so many files on a progress bar shows at once; for fewer, after a second."""

_MAPPING_UNUSED = "Warning: there is no survey among the files, so the mapping was not used."


@contextmanager
def study_to_import_into(
    path: Path, coder: str | None, *, dry_run: bool, starter: bool = True
) -> "Iterator[Study]":
    """The study at a path; where there is no file, a new one, with the starter codebook if it is wanted.

    A dry run creates its study in a folder that is thrown away. A study that was created here and is
    still empty at the end is removed, so that a failed import leaves nothing behind.
    """
    if path.exists() or path.is_symlink():
        with opened(path, coder) as study:
            yield study
        return

    from interviewcoder.domain.codebook import STARTER_CODEBOOK
    from interviewcoder.study import Study

    who, codebook = coder_name(coder), STARTER_CODEBOOK if starter else ()
    if dry_run:
        with (
            TemporaryDirectory(prefix="interviewcoder-") as folder,
            Study.create(Path(folder) / "dry-run.study", coder=who, codebook=codebook) as study,
        ):
            yield study
        return
    is_empty = False
    try:
        with Study.create(path, coder=who, codebook=codebook) as study:
            try:
                yield study
            finally:
                is_empty = all(entry.verb == "start" for entry in study.journal.history(2))
    finally:
        if is_empty:
            path.unlink()
    if not is_empty:
        say(f"Created the study {path}.")


def import_and_tell(
    study: Path,
    paths: Sequence[Path],
    options: "ImportOptions",
    coder: str | None,
    save_mapping: Path | None,
    *,
    dry_run: bool,
    update: bool,
    as_json: bool,
) -> ExitCode:
    """Import files, tell what became of each, and save the mapping of the one survey where that is asked for."""
    from interviewcoder.domain.records import import_report_record

    report = ImportReport()
    if save_mapping is not None:
        from interviewcoder.study.mapping_files import mapping_path

        mapping_path(save_mapping)
    with study_to_import_into(study, coder, dry_run=dry_run) as opened_study:
        events = opened_study.sources.import_files(paths, options, dry_run=dry_run, update=update)
        try:
            for event in watched(events, "Importing", quietly=as_json):
                report.add(event)
        finally:
            # Also when Ctrl+C ends it: the files that are in are in.
            if as_json:
                show_record(import_report_record(report))
            elif report.files:
                tell(report, dry_run=dry_run)
        read_as = {event.format for event in report.imported}
        read_as |= {event.format for event in report.skipped}
        if options.mapping and read_as and "survey" not in read_as:
            say(_MAPPING_UNUSED)
        if save_mapping is not None:
            imported = [opened_study.sources.get(event.source) for event in report.imported]
            used = [(source.name, opened_study.sources.mapping(source.id)) for source in imported]
            surveys = [(name, mapping) for name, mapping in used if mapping is not None]
            try:
                save(save_mapping, surveys)
            except StudyError as error:
                say_error(error.message, error.remedy)
                return ExitCode.PARTLY if report.imported else ExitCode.FAILED
    return exit_code_for(report)


def preview_and_tell(
    study: Path,
    paths: Sequence[Path],
    options: "ImportOptions",
    coder: str | None,
    save_mapping: Path | None,
    *,
    as_json: bool,
) -> ExitCode:
    """Show what an import would make of files; change nothing but the file of a mapping that is asked for."""
    from .previewing import Previewed, show_previews

    previewed = Previewed()
    with study_to_import_into(study, coder, dry_run=True) as opened_study:
        for event in watched(
            opened_study.sources.preview_files(paths, options), "Looking", quietly=as_json
        ):
            previewed.add(event)
    show_previews(previewed, as_json=as_json)
    if options.mapping and previewed.files and not previewed.mappings:
        say(_MAPPING_UNUSED)
    if save_mapping is not None:
        save(save_mapping, previewed.mappings)
    if not (previewed.failed or previewed.refused):
        return ExitCode.DONE
    return ExitCode.PARTLY if previewed.understood else ExitCode.FAILED


def save(path: Path, surveys: "Sequence[tuple[str, SurveyMapping]]") -> None:
    """Write the mapping of the one survey.

    Raises:
        StudyError: there is none, there are several, or the file cannot be written.
    """
    from interviewcoder.study.mapping_files import write_mapping

    if len(surveys) != 1:
        found = f"there are {len(surveys)} surveys" if surveys else "there is no survey"
        raise StudyError(
            f"No mapping was saved: {found} among the files.",
            "Name one survey together with --save-mapping.",
        )
    ((title, mapping),) = surveys
    say(f"Wrote {write_mapping(mapping, path, title=title)}.")


T = TypeVar("T")


def watched(events: Iterable[T], doing: str, *, quietly: bool) -> Iterator[T]:
    """The events as they come, behind a progress bar on stderr when that is a terminal; `doing` stands before it."""
    if quietly or not watches_stderr():
        yield from events
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    began = time.monotonic()
    with Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        console=Console(stderr=True, markup=False, highlight=False),
        transient=True,
        redirect_stdout=False,
    ) as progress:
        task = progress.add_task("", total=None, rate="", visible=False)
        done = 0
        for event in events:
            elapsed = time.monotonic() - began
            if isinstance(event, ImportStarted):
                progress.update(task, total=event.files, visible=event.files >= MANY_FILES)
            else:
                done += 1
                progress.update(
                    task,
                    completed=done,
                    rate=f"{done / max(elapsed, 0.001):.0f} files/s",
                    visible=None if elapsed < 1 else True,
                )
            yield event


def tell(report: ImportReport, *, dry_run: bool) -> None:
    """What happened to each file: what is in on stdout, warnings, failures and the sum on stderr."""
    would = "would be " if dry_run else ""
    rows = [
        (f"{would}imported", event.path, event.source, event.format, event.passages)
        for event in report.imported
    ]
    rows += [
        (f"{would}revised", event.path, one.source, one.format, one.passages)
        for event in report.revised
        for one in [event.report]
    ]
    rows += [
        ("already there", event.path, "", event.format, event.passages) for event in report.skipped
    ]
    show_table(("Result", "File", "Source", "Format", "Passages"), rows)
    warnings = [(event.path, event.warnings) for event in report.imported]
    warnings += [(event.path, event.warnings) for event in report.skipped]
    for event in report.imported:
        if event.project:
            say(f"{one_line(event.path)}: {event.project}.")
    for path, texts in warnings:
        for text in texts:
            say(f"Warning: {one_line(path)}: {text}")
    tell_revised(report.revised, dry_run=dry_run)
    for failed in report.failed:
        say(f"Failed: {one_line(failed.path)}: {failed.error} {failed.remedy}".rstrip())
    revised = f"{len(report.revised)} {would}revised, " if report.revised else ""
    say(
        f"{len(report.imported)} {would}imported, {revised}{len(report.skipped)} skipped, "
        f"{len(report.failed)} failed."
    )


def exit_code_for(report: ImportReport) -> ExitCode:
    """3 when some files failed, 1 when all did."""
    if not report.failed:
        return ExitCode.DONE
    done = report.imported or report.revised or report.skipped
    return ExitCode.PARTLY if done else ExitCode.FAILED
