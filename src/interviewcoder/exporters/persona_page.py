"""One persona as a Markdown page: first for its reader, then, under Evidence, for its auditor."""

from interviewcoder.domain.figures import STALE, badge, count_of, in_percent, warning
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, Persona, Quote, Spread, Synthesis

from .markdown_text import front_matter, inline, lines, table
from .persona_figures import counted, made_how, quality_lines


def persona_page(study_name: str, synthesis: Synthesis, persona: Persona) -> str:
    """The whole page, ending in a line break."""
    blocks = [
        _front(study_name, synthesis, persona),
        f"# {inline(persona.name)}",
        _standing(persona),
        *_cautions(persona),
        inline(persona.summary),
        *([_quote_block(persona.quotes[0])] if persona.quotes else []),
        *_paragraphs(persona.narrative),
        *_claims(persona),
        *_quotes(persona),
        *_spreads(persona),
        *_misfits(persona),
        *_evidence(persona),
        "### How sure this is",
        quality_lines(persona.quality) or "No figures were kept.",
        "### How it was made",
        made_how(synthesis),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _front(study_name: str, synthesis: Synthesis, persona: Persona) -> str:
    edited = [
        field
        for field, is_edited in (
            ("name", persona.name_edited),
            ("narrative", persona.narrative_edited),
        )
        if is_edited
    ]
    return front_matter(
        {
            "schema": "interviewcoder/persona/1",
            "id": persona.guid,
            "name": persona.name,
            "study": study_name,
            "badge": badge(persona),
            "warning": warning(persona),
            "n_members": len(persona.members),
            "share": round(persona.share, 4),
            "stability": _stability(persona),
            "stale": persona.stale,
            "hand_edited_fields": edited,
            "run": synthesis.guid,
            "seed": synthesis.seed,
            "fingerprint": synthesis.fingerprint,
            "generated": synthesis.created_at.isoformat(),
        }
    )


def _stability(persona: Persona) -> float | None:
    figure = persona.quality.get("stability")
    return round(figure, 4) if isinstance(figure, float | int) and figure == figure else None


def _standing(persona: Persona) -> str:
    word = badge(persona)
    members = f"{counted(len(persona.members), 'member')}, {in_percent(persona.share)} of the participants"
    start = f"**{inline(word.capitalize())}** · " if word else ""
    return f"{start}{members} · [All personas](index.md)"


def _cautions(persona: Persona) -> list[str]:
    cautions = []
    if warning(persona):
        cautions.append(f"> **Beware:** {inline(warning(persona))}")
    if persona.stale:
        cautions.append(f"> **Stale:** {STALE}")
    return cautions


def _paragraphs(narrative: str) -> list[str]:
    return [lines(part) for part in narrative.split("\n\n") if part.strip()]


def _quote_block(quote: Quote) -> str:
    return f"{lines(f'“{quote.text.strip()}”', '> ')}\n>\n> — {inline(quote.participant)}"


def _claims(persona: Persona) -> list[str]:
    """Under a heading for each kind, a bullet a claim with its figures and where to check them."""
    numbers = {claim: number for number, claim in enumerate(persona.claims, start=1)}
    blocks = []
    for kind, claims in persona.by_kind().items():
        blocks.append(f"## {kind.plural}")
        blocks.append("\n".join(_bullet(claim, numbers[claim], persona) for claim in claims))
    return blocks


def _bullet(claim: Claim, number: int, persona: Persona) -> str:
    cited = set(claim.evidence)
    links = [
        f"[\\[{place}\\]](#quote-{place})"
        for place, quote in enumerate(persona.quotes, start=1)
        if quote.coding_guid in cited
    ]
    links.append(f"[\\[E{number}\\]](#evidence-{number})")
    figures = (
        f"{claim.members}/{claim.members_of} members · {claim.others}/{claim.others_of} others"
    )
    return f"- {inline(claim.code)} ({figures} · {''.join(links)})"


def _quotes(persona: Persona) -> list[str]:
    if not persona.quotes:
        return []
    kinds = {claim.code: claim.kind for claim in persona.claims}
    blocks = ["## In their own words"]
    for number, quote in enumerate(persona.quotes, start=1):
        kind = kinds.get(quote.code)
        blocks.append(
            f'<a id="quote-{number}"></a>**\\[{number}\\]** '
            f"{inline(quote.participant)}, on {_labelled(quote.code, kind)}"
        )
        blocks.append(lines(f"“{quote.text.strip()}”", "> "))
        blocks.append(
            f"Source: {inline(quote.source)}, characters {quote.start} to {quote.end}, "
            f"coding {inline(quote.coding_guid)}"
        )
    return blocks


def _labelled(code: str, kind: Kind | None) -> str:
    return f"*{inline(code)}* ({kind.value})" if kind else f"*{inline(code)}*"


def _spreads(persona: Persona) -> list[str]:
    if not persona.segments:
        return []
    blocks = ["## Found in these segments"]
    for spread in persona.segments:
        blocks.append(f"### {inline(spread.attribute)}")
        blocks.append(_spread_table(spread))
        if spread.unknown:
            blocks.append(f"Not known of {counted(spread.unknown, 'member')}.")
    return blocks


def _spread_table(spread: Spread) -> str:
    members_of = sum(members for _, members, _ in spread.values)
    everyone_of = sum(everyone for _, _, everyone in spread.values)
    return table(
        ("Value", "Members", "Everyone"),
        [
            (inline(value), count_of(members, members_of), count_of(everyone, everyone_of))
            for value, members, everyone in spread.values
        ],
    )


def _misfits(persona: Persona) -> list[str]:
    against = [claim for claim in persona.claims if claim.against]
    if not against:
        return []
    return [
        "## Who does not say it",
        "For each claim, the members in whose words nothing was tagged with it:",
        "\n".join(
            f"- {inline(claim.code)}: {', '.join(inline(name) for name in claim.against)}"
            for claim in against
        ),
    ]


def _evidence(persona: Persona) -> list[str]:
    members = [(inline(member.participant), f"{member.fit:.2f}") for member in persona.members]
    claims = [_evidence_row(number, claim) for number, claim in enumerate(persona.claims, start=1)]
    return [
        "## Evidence",
        "### Members",
        table(("Participant", "Fit (0 to 1)"), members),
        *(
            [
                "### Claims",
                table(
                    ("", "Code", "Kind", "Members", "Others", "Distinctiveness (z)", "Codings"),
                    claims,
                ),
            ]
            if claims
            else []
        ),
    ]


def _evidence_row(number: int, claim: Claim) -> tuple[str, ...]:
    return (
        f'<a id="evidence-{number}"></a>E{number}',
        inline(claim.code),
        claim.kind.value,
        count_of(claim.members, claim.members_of),
        count_of(claim.others, claim.others_of),
        f"{claim.distinctiveness:.1f}",
        ", ".join(inline(guid) for guid in claim.evidence),
    )
