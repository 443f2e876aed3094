"""Erasing a participant: what goes, what speaks of them elsewhere, and what was done."""

from dataclasses import dataclass

from .records import Record
from .rewriting import copies_told, retold
from .text import counted


@dataclass(frozen=True, slots=True)
class Mention:
    """A place outside their own words where somebody is named or quoted."""

    where: str
    """What it is in: `source Interview 2`, `memo`, `definition of Trust`, ..."""
    words: str
    """The name or the words, with a little around them."""


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing a participant takes out of a study."""

    participant: str
    sources: tuple[str, ...] = ()
    """Sources in which no other participant speaks: they go whole, with what interviewers say in them."""
    shared: tuple[tuple[str, int], ...] = ()
    """Sources in which others speak too, and how many passages there are blotted out."""
    earlier_texts: int = 0
    """Texts of earlier revisions, or of sources that were removed, that go or are blotted out as well."""
    codings: int = 0
    memos: int = 0
    """On them, on their sources and on codings that go."""
    values: int = 0
    """Of attributes."""
    personas: tuple[str, ...] = ()
    """Personas of the newest run that they are in or that cite them; they are stale afterwards."""
    mentions: tuple[Mention, ...] = ()
    copies: tuple[str, ...] = ()
    """Backups and other copies of the study that are deleted, since they hold all of it."""

    def told(self) -> list[str]:
        """In sentences."""
        lines = [f"Sources that go whole: {_listed(self.sources) or 'none'}."]
        if self.shared:
            parts = [f"{counted(number, 'passage')} of {name}" for name, number in self.shared]
            lines.append(f"Blotted out: {_listed(parts)}.")
        lines.append(
            f"With them go {counted(self.codings, 'tag')}, {counted(self.memos, 'note')} and "
            f"{counted(self.values, 'value')} of attributes."
        )
        if self.earlier_texts:
            lines.append(f"So do {counted(self.earlier_texts, 'earlier text')}.")
        if self.personas:
            lines.append(f"Personas that are out of date then: {_listed(self.personas)}.")
        return [*lines, *copies_told(self.copies)]


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was erased, and where copies may be that the program cannot reach."""

    plan: ErasurePlan
    texts: int
    """Texts with other words than before."""
    entries: int
    """Entries of the journal that tell something else by now."""
    replaced: int
    """Mentions that were blotted out."""
    found: tuple[str, ...] = ()
    """Files in the study's folder that hold their name or words."""

    def told(self) -> list[str]:
        """In sentences, without the files and names."""
        verb = "was" if self.replaced == 1 else "were"
        return [
            f"{retold(self.texts, self.entries)}; {counted(self.replaced, 'mention')} {verb} blotted out."
        ]


def plan_record(plan: ErasurePlan) -> Record:
    """A plan as JSON."""
    return {
        "participant": plan.participant,
        "sources": list(plan.sources),
        "shared": [{"source": name, "passages": number} for name, number in plan.shared],
        "earlier_texts": plan.earlier_texts,
        "codings": plan.codings,
        "memos": plan.memos,
        "values": plan.values,
        "personas": list(plan.personas),
        "mentions": [{"where": one.where, "words": one.words} for one in plan.mentions],
        "copies": list(plan.copies),
    }


def erasure_record(report: ErasureReport) -> Record:
    """A report as JSON: counts, no names but those of files."""
    plan = report.plan
    return {
        "sources": len(plan.sources),
        "passages": sum(number for _, number in plan.shared),
        "earlier_texts": plan.earlier_texts,
        "codings": plan.codings,
        "memos": plan.memos,
        "values": plan.values,
        "texts": report.texts,
        "entries": report.entries,
        "mentions": len(plan.mentions),
        "replaced": report.replaced,
        "copies": len(plan.copies),
        "found": list(report.found),
    }


def _listed(names: "tuple[str, ...] | list[str]", most: int = 8) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
