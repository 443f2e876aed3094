"""Every export there is, by name: writes a study into a folder without what is to be left out."""

from collections.abc import Callable
from pathlib import Path

from interviewcoder.domain.redaction import Redaction
from interviewcoder.study import Study

Write = Callable[[Study, Path, list[Redaction]], object]


def _file(part: str, name: str) -> Write:
    return lambda study, folder, redact: getattr(study, part).export_file(
        folder / name, redact=redact
    )


def _texts(form: str) -> Write:
    return lambda study, folder, redact: list(
        study.sources.export(folder, form, memos=True, redact=redact)  # type: ignore[arg-type]
    )


def _personas(form: str) -> Write:
    return lambda study, folder, redact: study.personas.export(
        folder,
        form,  # type: ignore[arg-type]
        redact=redact,
    )


def _cut(name: str) -> Write:
    return lambda study, folder, redact: study.segments.export_cut(folder / name, redact=redact)


def _project(speakers: bool) -> Write:
    return lambda study, folder, redact: study.exchange.export_project(
        folder / "p.qdpx", speakers=speakers, redact=redact
    )


EXPORTS: dict[str, Write] = {
    **{f"codings {end}": _file("codings", f"c.{end}") for end in ("csv", "xlsx")},
    **{f"people {end}": _file("participants", f"p.{end}") for end in ("csv", "xlsx")},
    **{f"codebook {end}": _file("codebook", f"b.{end}") for end in ("csv", "yaml", "md", "qdc")},
    **{f"texts {end}": _texts(end) for end in ("html", "docx", "md")},
    **{f"personas {form}": _personas(form) for form in ("markdown", "html", "docx", "json")},
    **{f"cut {end}": _cut(f"cut.{end}") for end in ("csv", "md")},
    "project": _project(False),
    "project with speakers": _project(True),
}
"""Every file format of every export."""
