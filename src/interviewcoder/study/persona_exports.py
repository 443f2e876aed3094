"""Taking personas out of a study, and looking at what is wrong with them before."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..domain.coding import Coding
from ..domain.errors import StudyError
from ..domain.persona import Synthesis
from ..domain.persona_check import Complaint, complaints
from ..domain.redaction import Redaction
from ..domain.text import one_line
from ..storage.codings import codings_by_guid
from ..storage.personas import latest_synthesis
from ..storage.study_file import StudyFile
from .exporting import Told, names_known, tell_left, unheard, without_quotations
from .files import make_folder, shown, write_bytes

if TYPE_CHECKING:
    from ..exporters.persona_dossier import Binder
    from .study import Study

PersonaFormat = Literal["markdown", "json", "html", "docx"]
"""What personas can be exported as."""

Pages = Mapping[str, str | bytes]


def export_personas(
    file: StudyFile,
    study_name: str,
    directory: str | Path,
    format: PersonaFormat = "markdown",
    *,
    redact: Collection[Redaction] = (),
    templates: str | Path | None = None,
    told: Told = unheard,
) -> list[Path]:
    """Write the personas of the newest run into a folder; the same run gives the same bytes.

    Args:
        file: the study's file.
        study_name: the study's name.
        directory: the folder; it is made if it is not there. Files of the same name are replaced.
        format: Markdown and HTML are an index and a page each, JSON and DOCX one file.
        redact: what to leave out.
        templates: for Markdown and HTML, a folder of templates that replace those of the program.
        told: is told what may still tell who somebody is, where names are left out.

    Raises:
        StudyError: there are no personas yet, the format is unknown, a template is broken, or the folder
            cannot be written.
    """
    make_pages = _FORMATS.get(format)
    if make_pages is None:
        raise StudyError(
            f"'{one_line(format, 40)}' is no format for personas.", f"Use {', '.join(_FORMATS)}."
        )
    if templates is not None and format not in _TEMPLATED:
        raise StudyError(
            f"The format {format} has no templates.",
            f"Templates are for {' and '.join(_TEMPLATED)}.",
        )
    from ..exporters.persona_dossier import binder

    synthesis, codings, (people, voices) = _with_evidence(file, redact)
    bound = binder(
        study_name,
        synthesis,
        codings=codings,
        people=people,
        voices=voices,
        redact=frozenset(redact),
    )
    pages = make_pages(bound, None if templates is None else Path(templates))
    folder = make_folder(Path(directory))
    written = [
        write_bytes(folder / name, page if isinstance(page, bytes) else page.encode("utf-8"))
        for name, page in pages.items()
    ]
    tell_left(bound.names, told)
    return written


def write_templates(directory: str | Path) -> list[Path]:
    """Write the templates that come with the program into a folder, for a team to change.

    Raises:
        StudyError: one of them is there already, or the folder cannot be written.
    """
    from ..exporters.page_templates import shipped_templates

    folder, templates = Path(directory), shipped_templates()
    for name in templates:
        if (folder / name).exists():
            raise StudyError(
                f"{shown(folder / name)} is there already.",
                "Choose another folder, or move it away.",
            )
    make_folder(folder)
    return [write_bytes(folder / name, words.encode("utf-8")) for name, words in templates.items()]


def personas_schema() -> str:
    """The JSON Schema of the JSON export."""
    from ..exporters.personas_json import personas_schema as schema

    return schema()


def check_personas(study: "Study") -> list[Complaint]:
    """What is wrong with the personas of the newest run.

    Raises:
        StudyError: there are no personas yet.
    """
    synthesis = study.personas.current()
    if synthesis is None:
        raise _no_personas()
    there = {coding.guid for coding in study.codings.list()}
    return complaints(synthesis, fresh=not study.personas.outdated(), cited=there)


def _with_evidence(
    file: StudyFile, redact: Collection[Redaction]
) -> tuple[Synthesis, dict[str, Coding], tuple[list[str], list[str]]]:
    """The newest run, the codings that it cites by GUID, and the names of all who speak (see `names_known`)."""
    from ..exporters.persona_citations import cited_guids

    with file.reading() as connection:
        synthesis = latest_synthesis(connection)
        if synthesis is None:
            raise _no_personas()
        codings = codings_by_guid(connection, cited_guids(synthesis))
        synthesis = without_quotations(connection, redact, synthesis)
        names = names_known(connection)
    return synthesis, {one.guid: one for one in codings}, names


def _no_personas() -> StudyError:
    return StudyError(
        "There are no personas yet.", "Make them with: interviewcoder synthesize STUDY"
    )


def _markdown(binder: "Binder", templates: Path | None) -> Pages:
    from ..exporters.personas_markdown import persona_pages

    return persona_pages(binder, templates)


def _html(binder: "Binder", templates: Path | None) -> Pages:
    from ..exporters.personas_html import persona_posters

    return persona_posters(binder, templates)


def _json(binder: "Binder", _: Path | None) -> Pages:
    from ..exporters.personas_json import personas_json

    return {"personas.json": personas_json(binder)}


def _docx(binder: "Binder", _: Path | None) -> Pages:
    from ..exporters.personas_docx import personas_docx

    return {"personas.docx": personas_docx(binder)}


_FORMATS: dict[str, Callable[["Binder", Path | None], Pages]] = {
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "json": _json,
}
_TEMPLATED = ("markdown", "html")
