"""A synthesis as Markdown: a page a persona and an index, to be read on a code host."""

from interviewcoder.domain.figures import badge, in_percent
from interviewcoder.domain.persona import Persona, Synthesis

from .file_names import file_names
from .markdown_text import front_matter, inline, table
from .persona_figures import compared_numbers, made_how, quality_lines
from .persona_page import persona_page

INDEX = "index.md"
"""The name of the page that leads to the others."""


def persona_pages(study_name: str, synthesis: Synthesis) -> dict[str, str]:
    """File name to text, `index.md` first. The same synthesis gives the same bytes."""
    named = [(persona.name, persona.guid) for persona in synthesis.personas]
    files = [f"{name}.md" for name in file_names(named, stem="persona")]
    pages = {INDEX: _index(study_name, synthesis, files)}
    for file, persona in zip(files, synthesis.personas, strict=True):
        pages[file] = persona_page(study_name, synthesis, persona)
    return pages


def _index(study_name: str, synthesis: Synthesis, files: list[str]) -> str:
    front = front_matter(
        {
            "schema": "interviewcoder/personas/1",
            "study": study_name,
            "personas": len(synthesis.personas),
            "run": synthesis.guid,
            "seed": synthesis.seed,
            "fingerprint": synthesis.fingerprint,
            "generated": synthesis.created_at.isoformat(),
        }
    )
    blocks = [front, f"# Personas of {inline(study_name)}"]
    verdict = str(synthesis.quality.get("verdict", ""))
    if verdict:
        blocks.append(f"> {inline(verdict)}")
    if synthesis.personas:
        rows = [
            _row(persona, file) for persona, file in zip(synthesis.personas, files, strict=True)
        ]
        blocks.append(table(("Persona", "How sure", "Members", "Share", "In short"), rows))
    else:
        blocks.append("This synthesis found no personas.")
    blocks += [
        "Each page tells what a persona's members said more than others did, with their words, who "
        "does not fit, and the codings under every claim.",
        "## How sure this is",
        quality_lines(synthesis.quality) or "No figures were kept.",
        *_compared(synthesis),
        "## How it was made",
        made_how(synthesis),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _compared(synthesis: Synthesis) -> list[str]:
    compared = compared_numbers(synthesis.quality)
    return ["### Numbers of personas that were compared", compared] if compared else []


def _row(persona: Persona, file: str) -> tuple[str, ...]:
    return (
        f"[{inline(persona.name)}]({file})",
        inline(badge(persona)),
        str(len(persona.members)),
        in_percent(persona.share),
        inline(persona.summary),
    )
