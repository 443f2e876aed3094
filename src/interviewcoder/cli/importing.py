"""How an import runs on the command line: where it goes, how it is watched, what is told."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from interviewcoder.domain.progress import ImportEvent, ImportReport, ImportStarted

from .exit_codes import ExitCode
from .opening import opened
from .printing import say, show_table, watches_stderr
from .revision_report import tell_revised
from .screen import coder_name

if TYPE_CHECKING:
    from interviewcoder.study import Study

MANY_FILES = 25
"""From so many files on a progress bar shows at once; for fewer, after a second."""


@contextmanager
def study_to_import_into(path: Path, coder: str | None, *, dry_run: bool) -> "Iterator[Study]":
    """The study at a path; where there is no file, a new one.

    A dry run creates its study in a folder that is thrown away. A study that was created here and is
    still empty at the end is removed, so that a failed import leaves nothing behind.
    """
    if path.exists() or path.is_symlink():
        with opened(path, coder) as study:
            yield study
        return

    from interviewcoder.study import Study

    if dry_run:
        with (
            TemporaryDirectory(prefix="interviewcoder-") as folder,
            Study.create(Path(folder) / "dry-run.study", coder=coder_name(coder)) as study,
        ):
            yield study
        return
    with Study.create(path, coder=coder_name(coder)) as study:
        try:
            yield study
        finally:
            is_empty = not study.sources.list()
    if is_empty:
        path.unlink()
    else:
        say(f"Created the study {path}.")


def watched(events: Iterable[ImportEvent], *, quietly: bool) -> Iterator[ImportEvent]:
    """The events as they come, behind a progress bar on stderr when that is a terminal."""
    if quietly or not watches_stderr():
        yield from events
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    began = time.monotonic()
    with Progress(
        TextColumn("Importing"),
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
    for path, texts in warnings:
        for text in texts:
            say(f"Warning: {path}: {text}")
    tell_revised(report.revised, dry_run=dry_run)
    for failed in report.failed:
        say(f"Failed: {failed.path}: {failed.error} {failed.remedy}".rstrip())
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
