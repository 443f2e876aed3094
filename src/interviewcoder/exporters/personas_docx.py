"""A synthesis as one Word document: headings, tables and a numbered list of evidence."""

from collections.abc import Sequence
from typing import Any

from interviewcoder.domain.figures import count_of, in_percent
from interviewcoder.domain.text import one_line

from .page_templates import counted
from .persona_citations import Citation
from .persona_dossier import Binder, ClaimEntry, Dossier
from .persona_figures import figures_told
from .word_document import add_table, describe, legible, new_document, saved

_LONGEST_WORDS = 1000
_HUES = ("1D6C75", "93540F", "74437F", "47662B", "38559A", "9C4034")


def personas_docx(binder: Binder) -> bytes:
    """The document. The same synthesis gives the same bytes."""
    document = new_document()
    synthesis = binder.synthesis
    describe(document, f"Personas of {binder.study}", synthesis.coder, synthesis.created_at)
    _Writer(document).write(binder)
    return saved(document)


class _Writer:
    """Writes dossiers into a document; one list of evidence runs through all of it."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers: dict[str, int] = {}
        self._evidence: list[Citation] = []

    def write(self, binder: Binder) -> None:
        self._overview(binder)
        for dossier in binder.dossiers:
            self._persona(dossier)
        self._list_of_evidence()
        self._heading("How it was made", 1)
        self._provenance(binder)

    def _overview(self, binder: Binder) -> None:
        self._heading(f"Personas of {binder.study}", 0)
        if binder.verdict:
            self._paragraph(binder.verdict)
        if binder.redaction_note:
            self._paragraph(f"Redacted. {binder.redaction_note}", "Intense Quote")
        if not binder.dossiers:
            self._paragraph("This synthesis found no personas.")
            return
        add_table(
            self._document,
            ("Persona", "How sure", "Members", "Share", "In short"),
            [
                (
                    one.persona.name,
                    one.badge,
                    str(len(one.persona.members)),
                    in_percent(one.persona.share),
                    one.persona.summary,
                )
                for one in binder.dossiers
            ],
            widths=(4, 1.9, 2.1, 1.5, 6.9),
        )

    def _persona(self, dossier: Dossier) -> None:
        persona = dossier.persona
        self._document.add_page_break()
        self._heading(persona.name, 1, _HUES[(dossier.number - 1) % len(_HUES)])
        standing = f"{len(persona.members)} of {counted(dossier.people, 'participant')}, {in_percent(persona.share)}"
        self._paragraph(f"{dossier.badge.capitalize()} · {standing}" if dossier.badge else standing)
        for word, caution in (("Beware", dossier.warning), ("Stale", dossier.stale)):
            if caution:
                self._paragraph(f"{word}. {caution}", "Intense Quote")
        if dossier.quote:
            cited = self._cite([dossier.cited[dossier.quote.coding_guid]])
            self._quote(dossier.quote.text, f"{dossier.quote.participant} {cited}")
        self._paragraph(persona.summary)
        for part in persona.narrative.split("\n\n"):
            self._paragraph(part)
        self._claims(dossier)
        self._journey(dossier)
        self._open_questions(dossier)
        self._segments(dossier)
        self._audit(dossier)

    def _claims(self, dossier: Dossier) -> None:
        for group in dossier.groups:
            self._heading(group.heading, 2)
            for entry in group.claims:
                item = self._document.add_paragraph(style="List Bullet")
                item.add_run(legible(entry.claim.code)).bold = True
                status = f" · {entry.claim.status.value}" if entry.caveat else ""
                item.add_run(legible(f" ({entry.told}) {self._cite(entry.first)}{status}"))

    def _journey(self, dossier: Dossier) -> None:
        journey = dossier.persona.journey
        if not journey.stages:
            return
        self._heading("Journey", 2)
        self._paragraph(f"In the order in which members come to speak of things. {journey.told}")
        add_table(
            self._document,
            ("", "Code", "Members", "First heard at", "Half of them between"),
            [
                (
                    str(place),
                    stage.code,
                    str(stage.members),
                    in_percent(stage.median),
                    f"{in_percent(stage.lower)} and {in_percent(stage.upper)}",
                )
                for place, stage in enumerate(journey.stages, start=1)
            ],
            widths=(0.8, 6.3, 2.1, 3, 4.2),
        )

    def _open_questions(self, dossier: Dossier) -> None:
        if dossier.open_questions:
            self._heading("Open questions", 2)
        for entry in dossier.open_questions:
            self._paragraph(f"{entry.claim.code}: {entry.caveat}", "List Bullet")

    def _segments(self, dossier: Dossier) -> None:
        if not dossier.spreads:
            return
        self._heading("Found in segments", 2)
        rows = [
            (
                "" if place else spread.attribute,
                one.value,
                count_of(one.members, one.members_of),
                count_of(one.everyone, one.everyone_of),
                "" if one.lean.value == "about as often" else one.lean.value,
            )
            for spread in dossier.spreads
            for place, one in enumerate(spread.values)
        ]
        header = ("Attribute", "Value", "Members", "Everyone", "Beside others")
        add_table(self._document, header, rows, widths=(4, 4, 3, 3, 2.4))

    def _audit(self, dossier: Dossier) -> None:
        self._heading("Evidence", 2)
        told = f"{dossier.badge.capitalize()}. " if dossier.badge else ""
        self._paragraph(f"{told}{dossier.reason} {dossier.prevalence}")
        self._facts(figures_told(dossier.persona.quality))
        if dossier.claims:
            self._heading("Claims", 3)
            header = ("Claim", "Members", "Others", "Difference (points)", "Held out", "Status")
            rows = [self._claim_row(entry) for entry in dossier.claims]
            add_table(self._document, header, rows, widths=(4.4, 2.3, 2.3, 3.2, 2, 2.2))
            self._heading("Excerpts under each claim", 3)
            for entry in dossier.claims:
                cited = self._cite(entry.evidence) or "none"
                self._paragraph(f"{entry.claim.code}: {cited}", "List Bullet")
        self._contrary(dossier)
        if dossier.persona.divides:
            self._heading("What some members say and others do not", 3)
        for divide in dossier.persona.divides:
            self._paragraph(
                f"{divide.code}: tagged with {', '.join(divide.having)}; "
                f"not with {', '.join(divide.lacking)}",
                "List Bullet",
            )
        self._heading("Members and how well they fit (0 to 1)", 3)
        self._paragraph(
            ", ".join(
                f"{one.participant} {one.fit:.2f}{' (put here by hand)' if one.by_hand else ''}"
                for one in dossier.persona.members
            )
        )

    def _claim_row(self, entry: ClaimEntry) -> tuple[str, ...]:
        claim = entry.claim
        notes = (
            ("pinned", claim.pinned),
            ("by hand", claim.by_hand),
            (f"{claim.gone} gone", claim.gone),
        )
        return (
            claim.code,
            count_of(claim.members, claim.members_of),
            entry.others,
            f"{entry.difference} ({entry.interval})" if entry.interval else entry.difference,
            entry.held_out,
            ", ".join([claim.status.value, *(word for word, so in notes if so)]),
        )

    def _contrary(self, dossier: Dossier) -> None:
        if dossier.contradicted:
            self._heading("Contrary evidence", 3)
        for entry in dossier.contradicted:
            against = counted(entry.claim.members_against, "member")
            self._paragraph(f"{entry.claim.code} ({against} against):", "List Bullet")
            for one in entry.contrary:
                if one.known:
                    self._quote(one.text, f"{one.participant} {self._cite([one])}")

    def _list_of_evidence(self) -> None:
        from docx.shared import Pt

        if not self._evidence:
            return
        self._document.add_page_break()
        self._heading("Evidence: the excerpts that are cited", 1)
        for number, one in enumerate(self._evidence, start=1):
            item = self._document.add_paragraph()
            item.paragraph_format.space_after = Pt(3)
            item.add_run(f"[{number}] ").bold = True
            if not one.known:
                item.add_run(legible("This coding is gone." if one.gone else f"Coding {one.guid}"))
                continue
            item.add_run(legible(f"“{one_line(one.text, _LONGEST_WORDS)}”")).italic = True
            side = ", speaking against it" if one.against else ""
            gone = " This coding is gone." if one.gone else ""
            item.add_run(
                legible(
                    f" {one.participant}, {one.source}, characters {one.start} to {one.end}, "
                    f"tagged {one.tagged}{side}.{gone} ({one.mark})"
                )
            )

    def _provenance(self, binder: Binder) -> None:
        synthesis = binder.synthesis
        settings = [(str(key), str(value)) for key, value in synthesis.settings.items()]
        self._facts(
            [
                ("Made", f"{synthesis.created_at:%Y-%m-%d %H:%M} by {synthesis.coder}"),
                ("Run", synthesis.guid),
                ("Seed", str(synthesis.seed)),
                *settings,
                *figures_told(synthesis.quality),
                ("Fingerprint", synthesis.fingerprint),
            ]
        )

    def _cite(self, citations: Sequence[Citation]) -> str:
        """The numbers of excerpts, which are listed at the end: `[1, 4–6]`."""
        for one in citations:
            if one.guid not in self._numbers:
                self._evidence.append(one)
                self._numbers[one.guid] = len(self._evidence)
        numbers = _ranges(sorted(self._numbers[one.guid] for one in citations))
        return f"[{numbers}]" if numbers else ""

    def _heading(self, text: str, level: int, colour: str = "") -> None:
        from docx.shared import RGBColor

        heading = self._document.add_heading(legible(text), level)
        if colour:
            for run in heading.runs:
                run.font.color.rgb = RGBColor.from_string(colour)

    def _paragraph(self, text: str, style: str | None = None) -> None:
        if text.strip():
            self._document.add_paragraph(legible(text, lines=True), style)

    def _quote(self, words: str, who: str) -> None:
        quote = self._document.add_paragraph(style="Quote")
        quote.add_run(legible(f"“{words.strip()}”", lines=True))
        quote.add_run(legible(f" — {who}")).italic = False

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        if facts:
            add_table(self._document, ("", ""), facts, widths=(6, 10.4), headed=False)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in ascending order, three and more in a row as a range.

    >>> _ranges([1, 3, 4, 5, 8, 9])
    '1, 3–5, 8, 9'
    """
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    told = [[f"{row[0]}–{row[-1]}"] if len(row) > 2 else [str(one) for one in row] for row in rows]
    return ", ".join(word for words in told for word in words)
