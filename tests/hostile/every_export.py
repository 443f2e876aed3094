"""Every export there is, by name: writes a study into a folder without what is to be left out."""

from collections.abc import Callable
from pathlib import Path

from interviewcoder.domain.redaction import Redaction
from interviewcoder.study import Study

Write = Callable[[Study, Path, list[Redaction]], object]


def _file(part: str, name: str, possible: tuple[Redaction, ...]) -> Write:
    return lambda study, folder, redact: getattr(study, part).export_file(
        folder / name, redact=[one for one in redact if one in possible]
    )


def _texts(form: str) -> Write:
    return lambda study, folder, redact: list(
        study.sources.export(
            folder,
            form,  # type: ignore[arg-type]
            memos=True,
            redact=[one for one in redact if one is Redaction.NAMES],
        )
    )


def _personas(form: str) -> Write:
    return lambda study, folder, redact: study.personas.export(
        folder,
        form,  # type: ignore[arg-type]
        redact=redact,
    )


_BOTH, _NAMES = tuple(Redaction), (Redaction.NAMES,)

EXPORTS: dict[str, Write] = {
    **{f"codings {end}": _file("codings", f"c.{end}", _BOTH) for end in ("csv", "xlsx")},
    **{f"people {end}": _file("participants", f"p.{end}", _NAMES) for end in ("csv", "xlsx")},
    **{f"codebook {end}": _file("codebook", f"b.{end}", ()) for end in ("csv", "yaml", "qdc")},
    "codebook md": _file("codebook", "b.md", _BOTH),
    **{f"texts {end}": _texts(end) for end in ("html", "docx", "md")},
    **{f"personas {form}": _personas(form) for form in ("markdown", "html", "docx", "json")},
    **{
        f"cut {end}": lambda study, folder, redact, end=end: study.segments.export_cut(
            folder / f"cut.{end}"
        )
        for end in ("csv", "md")
    },
    **{
        f"project {speakers}": lambda study, folder, redact, s=speakers: (
            study.exchange.export_project(folder / "p.qdpx", speakers=s)
        )
        for speakers in (False, True)
    },
}
"""Every file format of every export."""
