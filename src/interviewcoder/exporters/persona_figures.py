"""The figures of a persona and of its synthesis in words, for Markdown pages."""

from collections.abc import Mapping

from interviewcoder.domain.figures import figure_label, figure_text
from interviewcoder.domain.persona import Synthesis

from .markdown_text import inline, table

_TOLD_ELSEWHERE = {
    "verdict",
    "warning",
    "k_table",
    "badge",
    "reason",
    "prevalence",
    "codes_tried",
    "participants_tried",
    "least_without_a_code",
    "least_without_a_participant",
    "coders",
}
_FIGURES = str | bool | int | float


def figures_told(quality: Mapping[str, object]) -> list[tuple[str, str]]:
    """The quality figures and lists of names, label and words; what is deeper is in the JSON export."""
    told = []
    for key, value in quality.items():
        if key in _TOLD_ELSEWHERE or value in ("", None, [], ()):
            continue
        if isinstance(value, _FIGURES):
            told.append((figure_label(key), figure_text(value)))
        elif isinstance(value, list | tuple) and all(isinstance(item, _FIGURES) for item in value):
            sentences = all(str(item).endswith(".") for item in value)
            shown = (" " if sentences else ", ").join(figure_text(item) for item in value)
            told.append((figure_label(key), shown))
    return told


def quality_lines(quality: Mapping[str, object]) -> str:
    """The quality figures as a list in Markdown."""
    return "\n".join(f"- {inline(label)}: {inline(told)}" for label, told in figures_told(quality))


def compared_numbers(quality: Mapping[str, object]) -> str:
    """The numbers of personas that were compared, as a table; empty when the run kept none."""
    rows = quality.get("k_table")
    if not isinstance(rows, list | tuple) or not rows:
        return ""
    if not all(isinstance(row, Mapping) and row.keys() == rows[0].keys() for row in rows):
        return ""
    header = [_label(str(key)) for key in rows[0]]
    return table(header, [[_figure(value) for value in row.values()] for row in rows])


def made_how(synthesis: Synthesis) -> str:
    """What it takes to make the same personas again, as a list."""
    settings = ", ".join(
        f"{inline(str(key))} = {_figure(value)}" for key, value in synthesis.settings.items()
    )
    return "\n".join(
        [
            f"- Made: {synthesis.created_at:%Y-%m-%d %H:%M} by {inline(synthesis.coder)}",
            f"- Run: {inline(synthesis.guid)}",
            f"- Seed: {synthesis.seed}",
            f"- Settings: {settings or 'none'}",
            f"- Fingerprint of the codings, codes and participants: {inline(synthesis.fingerprint)}",
        ]
    )


def _label(key: str) -> str:
    return inline(figure_label(key))


def _figure(value: object) -> str:
    return inline(figure_text(value))
