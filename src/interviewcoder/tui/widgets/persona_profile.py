"""The rows of a persona's profile: quality first, then what is claimed, in whose words, where, and by whom."""

from dataclasses import dataclass

from textual.content import Content

from ...domain.figures import STALE, badge, figure_label, warning
from ...domain.persona import Persona, Quote, Spread, Synthesis
from ...domain.text import one_line, visible
from ..labels import SOFT, bar, moment, named
from .listing import Row, text_row
from .paragraphs import heading, indented, paragraph
from .persona_further import further_rows
from .persona_lines import badge_mark, badge_style, claim_entry, member_entry, name_width, size_told
from .quote_block import quoted, ruled, spaced, stacked
from .segment_tables import spread_in_words, spread_table, widest_value


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the narrative's row stands for."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What a row stands for that leads to the tables of all personas."""

    attribute: str = ""


def profile_rows(persona: Persona, synthesis: Synthesis) -> list[Row]:
    """All rows of a persona's page. Claims, quotes, members, segments and the narrative can be opened."""
    summary = paragraph(Content(one_line(persona.summary, 4_000)), key="summary")
    rows = [_title(persona), *spaced([*_quality(persona), summary])]
    # A draft only repeats the counts of the claims, so it stands after them; what a person wrote comes first.
    if persona.narrative_edited:
        rows += _narrative(persona)
    rows += _claims(persona)
    rows += _quotes(persona)
    if not persona.narrative_edited:
        rows += _narrative(persona)
    return [
        *rows,
        *further_rows(persona),
        *_segments(persona),
        *_members(persona),
        *_sure(persona),
        *made_rows(synthesis),
    ]


def _title(persona: Persona) -> Row:
    share = Content.assemble(
        " ", bar(persona.share, 16), f"  {size_told(persona)} participants", (_by(persona), SOFT)
    )
    name = Content.assemble(" ", named(persona.name, "bold"))
    return text_row(stacked([name, share]), key="title", selectable=False)


def _by(persona: Persona) -> str:
    return "  ·  named by hand" if persona.name_edited else ""


def _quality(persona: Persona) -> list[Row]:
    word = one_line(badge(persona), 60)
    reason = one_line(str(persona.quality.get("reason", "")), 600)
    beware = one_line(warning(persona), 600)
    rows = []
    if word:
        rows.append(
            _labelled(f"{badge_mark(word)} {word.capitalize()}", badge_style(word), reason, "badge")
        )
    if beware and beware != reason:
        rows.append(_labelled("! Beware", "$warning", beware, "warning"))
    elif beware and len(persona.members) <= 2:
        rows.append(_labelled("! Beware", "$warning", "So few people may be chance.", "warning"))
    if persona.stale:
        told = f"{STALE} s renews it; l notes that you have looked."
        rows.append(_labelled("! Stale", "$warning", told, "stale"))
    return rows


def _labelled(label: str, style: str, text: str, key: str) -> Row:
    told = Content.assemble((label, f"bold {style}"), f"  {text}")
    return Row(lambda width: stacked(ruled(told, width, rule=style)), key=key, height=None)


def _narrative(persona: Persona) -> list[Row]:
    written = "written by hand" if persona.narrative_edited else "a draft from the counts"
    text = visible(persona.narrative).strip() or "Nothing yet."
    paragraphs = [Content(one_line(part, 20_000)) for part in text.split("\n") if part.strip()]

    def draw(width: int) -> Content:
        return stacked([line for part in paragraphs for line in indented(part, width)])

    return [
        heading("Narrative", f"{written}; w: write"),
        Row(draw, Narrative(), "narrative", None),
    ]


def _claims(persona: Persona) -> list[Row]:
    rows: list[Row] = []
    for kind, claims in persona.by_kind().items():
        rows.append(heading(kind.plural))
        for claim in claims:
            rows.append(
                Row(
                    lambda width, claim=claim: claim_entry(claim, width),  # type: ignore[misc]
                    claim,
                    ("claim", claim.key),
                    None,
                )
            )
    if not rows:
        nothing = Content.styled("No code tells this persona from the others.", SOFT)
        rows += spaced([paragraph(nothing, key="no claims")])
    return rows


def _quotes(persona: Persona) -> list[Row]:
    if not persona.quotes:
        return []
    kinds = {claim.code: claim.kind.colour for claim in persona.claims}
    rows: list[Row] = []
    against: list[Row] = []
    for number, quote in enumerate(persona.quotes):
        colour = kinds.get(quote.code, "$primary")
        (against if quote.against else rows).append(
            Row(
                lambda width, quote=quote, colour=colour: quote_entry(quote, width, colour),  # type: ignore[misc]
                quote,
                ("quote", number),
                None,
            )
        )
    parts = (
        ("In their own words", rows),
        ("What speaks against it, in members' own words", against),
    )
    return [
        row for title, quotes in parts if quotes for row in (heading(title), *spaced(quotes)[1:])
    ]


def quote_entry(quote: Quote, width: int, colour: str) -> Content:
    """A quote and who said it, on which code."""
    by = Content.assemble(
        named(quote.participant, limit=40), (f"  ·  {one_line(quote.code, 60)}", SOFT)
    ).truncate(max(8, width - 4), ellipsis=True)
    return stacked(
        [
            *ruled(quoted(quote.text), width, rule=colour),
            *ruled(by, width, rule=colour),
        ]
    )


def _segments(persona: Persona) -> list[Row]:
    if not persona.segments:
        return []
    widest = widest_value(persona.segments)
    rows = [
        heading("Found in these segments", "c: all personas"),
        Row(
            lambda width: spread_in_words(persona.segments, width),
            Crossing(),
            "segments in words",
            None,
        ),
    ]
    return rows + spaced(
        _spread_row(spread, widest) for spread in persona.segments if spread.values
    )


def _spread_row(spread: Spread, widest: int) -> Row:
    return Row(
        lambda width: spread_table(spread, width, widest),
        Crossing(spread.attribute),
        ("spread", spread.attribute),
        None,
    )


def _members(persona: Persona) -> list[Row]:
    name_wide = name_width((member.participant for member in persona.members), 34)
    rows = [heading("Members", "best fit first")]
    for member in persona.members:
        rows.append(
            Row(
                lambda width, member=member: member_entry(member, width, name_wide),  # type: ignore[misc]
                member,
                ("member", member.participant_id),
            )
        )
    return rows


def _sure(persona: Persona) -> list[Row]:
    """The figures under the badge, in sentences where the run wrote them."""
    quality = persona.quality
    told = [str(quality.get("prevalence", ""))]
    told += [
        str(quality.get(key, "")) for key in ("hangs_on_code", "hangs_on_participant", "gains")
    ]
    if without := str(quality.get("without_claims", "")):
        told.append(f"{figure_label('without_claims')}: {without}.")
    core = quality.get("core")
    if isinstance(core, int) and not isinstance(core, bool):
        told.append(
            f"{core} of {len(persona.members)} members land here in at least 80% of the resamples."
        )
    held_out = "; ".join(one.code for one in persona.claims if one.held_out)
    if held_out:
        told.append(f"Claims that stand when their code is held out from the grouping: {held_out}.")
    stability = quality.get("stability")
    if isinstance(stability, float):
        told.append(f"{figure_label('stability')}: {stability:.2f}.")
    lines = [Content(one_line(text, 2_000)) for text in told if text]
    if not lines:
        return []
    return [
        heading("How sure this is"),
        paragraph(*lines, key="sure"),
    ]


def made_rows(synthesis: Synthesis) -> list[Row]:
    """How the personas were made."""
    asked = synthesis.settings.get("personas")
    number = f"asked for {asked}" if isinstance(asked, int) else "number from the data"
    told = (
        f"Made {moment(synthesis.created_at)} by {one_line(synthesis.coder, 60)}, {number}, "
        f"seed {synthesis.seed}. Fingerprint of what went in: {one_line(synthesis.fingerprint, 12)}"
    )
    return [
        heading("How it was made"),
        paragraph(Content.styled(told, SOFT), key="made"),
    ]
