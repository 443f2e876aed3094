"""The rows behind a claim and behind a member: the tags that they stand on, each of which opens its source."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from ...domain.coding import Coding
from ...domain.figures import caveat, in_percent, members_told, others_told, signed_points
from ...domain.persona import Claim, Member
from ...domain.text import one_line
from ..labels import SOFT, bar, coding_judged, coding_label, counted, kind_chip, named, said_by
from .listing import Row, text_row
from .paragraphs import heading, paragraph
from .persona_lines import claim_mark
from .quote_block import quoted, ruled, spaced, stacked


def claim_rows(
    claim: Claim, codings: Sequence[Coding], contrary: Sequence[Coding] = ()
) -> list[Row]:
    """A claim's page: its figures, the tags for it and against it, and the members who nowhere say it."""
    said = {coding.participant for coding in codings}
    gone = len(claim.evidence) + len(claim.contrary) - len(codings) - len(contrary)
    title = Content.assemble(kind_chip(claim.kind), " ", named(claim.code, "bold"))
    figures = Content.assemble(
        bar(claim.share), f"  {members_told(claim)}", (f", {others_told(claim)}", SOFT)
    )
    rows = [paragraph(title, figures, *_standing(claim), selectable=False)]
    told = f"For it: {counted(len(codings), 'tag')} of {counted(len(said), 'participant')}"
    rows.append(heading(told))
    rows += spaced(coding_row(coding, labelled=False) for coding in codings)[1:]
    if gone > 0:
        noun = "tag that it was made from is" if gone == 1 else "tags that it was made from are"
        text = f"{gone} {noun} gone. Press s to renew the personas."
        rows.append(paragraph(Content.styled(text, "$warning"), key="gone"))
    if contrary:
        against = len({coding.participant for coding in contrary})
        told = f"Against it: {counted(len(contrary), 'tag')} of {counted(against, 'participant')}"
        rows.append(heading(told))
        rows += spaced(coding_row(coding, labelled=False) for coding in contrary)[1:]
    if claim.against:
        told = f"Silent: {counted(len(claim.against), 'member')} who nowhere say it"
        rows.append(heading(told))
        rows += [_name_row(name) for name in claim.against]
    return rows


def _standing(claim: Claim) -> list[Content]:
    """How well the claim is borne, how far members differ from the others, and what people did to it."""
    mark, style = claim_mark(claim)
    why = f": {caveat(claim)}" if caveat(claim) else ""
    lines = [Content.assemble((f"{mark} {claim.status.value.capitalize()}", style), why)]
    if claim.compared:
        difference = claim.share - claim.others_share
        told = (
            f"Members minus others: {signed_points(difference)} points "
            f"(95 % interval {signed_points(claim.low)} to {signed_points(claim.high)})"
        )
        lines.append(Content.styled(told, SOFT))
    notes = [
        claim.held_out and "sets members apart even when its code has no say in the grouping",
        claim.pinned and "pinned: stays on the page in later runs",
        claim.by_hand and "stated by hand: a later run keeps it, d deletes it",
    ]
    shown = "; ".join(note for note in notes if note)
    if shown:
        lines.append(Content.styled(f"{shown[:1].upper()}{shown[1:]}", SOFT))
    return lines


def member_rows(
    member: Member | str, attributes: Mapping[str, str], codings: Sequence[Coding]
) -> list[Row]:
    """A member's page: who they are, how well they fit, and all that was tagged of their words."""
    name = member if isinstance(member, str) else member.participant
    lines = [Content.assemble(" ", named(name, "bold"))]
    if isinstance(member, Member):
        fit = f"  fit {in_percent(member.fit)}"
        lines.append(Content.assemble(" ", bar(member.fit, 16, "$success"), (fit, SOFT)))
    rows = [text_row(stacked(lines), selectable=False)]
    known = ", ".join(
        f"{one_line(attribute, 40)} {one_line(value, 60)}"
        for attribute, value in attributes.items()
    )
    if known:
        rows.append(paragraph(Content.styled(known, SOFT), selectable=False))
    told = f"Tagged: {counted(len(codings), 'excerpt')}"
    rows.append(heading(told))
    return rows + spaced(coding_row(coding, labelled=True) for coding in codings)[1:]


def coding_row(coding: Coding, *, labelled: bool) -> Row:
    """An excerpt's words, who said them and where; with its code where the page is not about the code."""

    rule = coding.kind.colour

    def draw(width: int) -> Content:
        head = ruled(coding_label(coding), width, rule=rule, most=1) if labelled else []
        by = said_by(coding.participant, coding.speaker, coding.source, coding.start_ms)
        judged = Content("") if labelled else coding_judged(coding)
        by = by.truncate(max(8, width - 4 - judged.cell_length), ellipsis=True) + judged
        words = ruled(quoted(coding.text), width, rule=rule)
        return stacked([*head, *words, *ruled(by, width, rule=rule, most=1)])

    return Row(draw, coding, ("coding", coding.guid), None)


def _name_row(name: str) -> Row:
    return Row(
        lambda width: Content.assemble(" ", named(name)).truncate(width, ellipsis=True),
        name,
        ("name", name),
    )
