"""A synthesis as HTML: a poster a persona, which prints on one sheet, and an index; each page stands alone."""

from pathlib import Path

from .page_templates import Templates
from .persona_dossier import Binder
from .persona_figures import figures_told

INDEX = "index.html"
"""The name of the page that leads to the others."""


def persona_posters(binder: Binder, templates: Path | None = None) -> dict[str, str]:
    """File name to text, `index.html` first. No page loads or runs anything.

    Args:
        binder: what is told.
        templates: a folder of templates that replace those of the program.

    Raises:
        StudyError: a template is broken.
    """
    shown = Templates("html", templates)
    common = {
        "study": binder.study,
        "binder": binder,
        "synthesis": binder.synthesis,
        "dossiers": binder.dossiers,
    }
    names = [dossier.persona.name for dossier in binder.dossiers]
    figures = figures_told(binder.synthesis.quality)
    pages = {INDEX: shown.render("index.html.j2", {**common, "names": names, "figures": figures})}
    for dossier in binder.dossiers:
        own = {"dossier": dossier, "persona": dossier.persona, "members": dossier.persona.members}
        pages[f"{dossier.file}.html"] = shown.render("persona.html.j2", {**common, **own})
    return pages
