"""A synthesis as Markdown: a page a persona and an index, to be read on a code host."""

import re
from pathlib import Path
from typing import Any

from .markdown_text import front_matter
from .page_templates import Markdown, Templates
from .persona_dossier import Binder, Dossier
from .persona_figures import compared_numbers, made_how, quality_lines

INDEX = "index.md"
"""The name of the page that leads to the others."""

_BLANK_LINES = re.compile(r"\n{3,}")
_NO_FIGURES = "No figures were kept."


def persona_pages(binder: Binder, templates: Path | None = None) -> dict[str, str]:
    """File name to text, `index.md` first. The same synthesis gives the same bytes.

    Args:
        binder: what is told.
        templates: a folder of templates that replace those of the program.

    Raises:
        StudyError: a template is broken.
    """
    shown = Templates("md", templates)
    pages = {INDEX: _tidy(shown.render("index.md.j2", _index_values(binder)))}
    for dossier in binder.dossiers:
        page = shown.render("persona.md.j2", _persona_values(binder, dossier))
        pages[f"{dossier.file}.md"] = _tidy(page)
    return pages


def _tidy(page: str) -> str:
    """The page with at most one empty line at a time, so that templates can be written loosely."""
    return _BLANK_LINES.sub("\n\n", page)


def _index_values(binder: Binder) -> dict[str, Any]:
    synthesis = binder.synthesis
    return {
        "front": Markdown(
            front_matter(
                {
                    "schema": "interviewcoder/personas/2",
                    "study": binder.study,
                    "personas": len(binder.dossiers),
                    **_provenance(binder),
                }
            )
        ),
        "study": binder.study,
        "binder": binder,
        "synthesis": synthesis,
        "dossiers": binder.dossiers,
        "quality": Markdown(quality_lines(synthesis.quality) or _NO_FIGURES),
        "compared": Markdown(compared_numbers(synthesis.quality)),
        "made": Markdown(made_how(synthesis)),
    }


def _persona_values(binder: Binder, dossier: Dossier) -> dict[str, Any]:
    persona = dossier.persona
    return {
        "front": Markdown(front_matter(_front(binder, dossier))),
        "study": binder.study,
        "binder": binder,
        "synthesis": binder.synthesis,
        "dossier": dossier,
        "persona": persona,
        "members": persona.members,
        "cited": dossier.cited,
        "silent": [entry for entry in dossier.claims if entry.claim.against],
        "quality": Markdown(quality_lines(persona.quality) or _NO_FIGURES),
        "made": Markdown(made_how(binder.synthesis)),
    }


def _front(binder: Binder, dossier: Dossier) -> dict[str, object]:
    persona = dossier.persona
    stability = dossier.stability
    return {
        "schema": "interviewcoder/persona/2",
        "id": persona.guid,
        "name": persona.name,
        "version": binder.synthesis.id,
        "study": binder.study,
        "badge": dossier.badge,
        "warning": dossier.warning,
        "status": dossier.status,
        "n_members": len(persona.members),
        "n_participants": dossier.people,
        "share": round(persona.share, 4),
        "stability": None if stability is None else round(stability, 4),
        "stale": persona.stale,
        "hand_edited_fields": list(dossier.hand_edited),
        **_provenance(binder),
    }


def _provenance(binder: Binder) -> dict[str, object]:
    synthesis = binder.synthesis
    return {
        "run": synthesis.guid,
        "codings_hash": synthesis.fingerprint,
        "seed": synthesis.seed,
        "method": binder.method,
        "generated_at": synthesis.created_at.isoformat(),
        "redacted": list(binder.redactions),
    }
