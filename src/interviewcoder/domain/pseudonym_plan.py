"""Pseudonymising a study: what it changes, what to mind before, and what was done."""

from dataclasses import dataclass

from .name_review import Candidate, Review
from .records import Record
from .rewriting import copies_told, retold
from .text import counted


@dataclass(frozen=True, slots=True)
class Change:
    """Words before and after."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PseudonymPlan:
    """What putting pseudonyms in the place of names changes in a study."""

    names: int
    """Spellings that are replaced."""
    pseudonyms: int
    """What stands for them: several names of one person have one."""
    in_texts: int
    """Places in the texts of sources, those of earlier revisions among them."""
    texts: int
    elsewhere: int
    """Names, labels, values, notes, definitions, narratives and lines of the history that change."""
    widened: int
    """Tags that began or ended within a name, and hold all of what stands for it then."""
    joined: tuple[str, ...] = ()
    """Pseudonyms of participants who get the voices, values and notes of somebody whom the key knows as them."""
    nowhere: tuple[str, ...] = ()
    """Accepted names that stand nowhere."""
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """Some of the places."""
    copies: tuple[str, ...] = ()
    """Backups and other copies of the study that are deleted, since they hold all names."""

    def told(self) -> list[str]:
        """In sentences."""
        lines = [
            f"{counted(self.names, 'name')} become{'s' if self.names == 1 else ''} "
            f"{counted(self.pseudonyms, 'pseudonym')}, in {counted(self.in_texts, 'place')} of "
            f"{counted(self.texts, 'text')} and {counted(self.elsewhere, 'name, value or note', 'names, values and notes')}."
        ]
        if self.widened:
            lines.append(
                f"{counted(self.widened, 'tag')} begin{'s' if self.widened == 1 else ''} or end"
                f"{'s' if self.widened == 1 else ''} within a name, and will hold the whole pseudonym."
            )
        if self.joined:
            lines.append(
                f"{counted(len(self.joined), 'participant')} of the study came back, as the key says, and "
                f"become{'s' if len(self.joined) == 1 else ''} one with who {'is' if len(self.joined) == 1 else 'are'} "
                f"there: {', '.join(self.joined[:8])}."
            )
        if self.nowhere:
            lines.append(f"{counted(len(self.nowhere), 'name')} of the list stand nowhere.")
        return [*lines, *copies_told(self.copies)]


@dataclass(frozen=True, slots=True)
class PseudonymReport:
    """What was done, and where names may still be."""

    plan: PseudonymPlan
    key: str
    """The file that tells who is behind the pseudonyms."""
    texts: int
    """Texts with other words than before."""
    entries: int
    """Entries of the journal that tell something else by now."""
    merged: int
    """Tags that went because another one of the same code and coder came to stand on the same words."""
    found: tuple[str, ...] = ()
    """Files in the study's folder that hold one of the names."""

    def told(self) -> list[str]:
        """In sentences."""
        lines = [
            f"{counted(self.plan.names, 'name')} replaced. {retold(self.texts, self.entries)}.",
            f"The key is {self.key}. Keep it away from the study: whoever has both knows who spoke.",
        ]
        if self.merged:
            lines.append(
                f"{counted(self.merged, 'tag')} went because another one of the same code stands on the same "
                "words now."
            )
        return lines


def candidate_record(one: Candidate) -> Record:
    """A candidate as JSON."""
    return {
        "accept": one.accepted,
        "name": one.name,
        "kind": one.kind.value,
        "pseudonym": one.pseudonym,
        "capital": one.capital,
        "count": one.count,
        "why": one.why,
        "contexts": [{"where": each.where, "words": each.told()} for each in one.contexts],
    }


def review_record(review: Review) -> Record:
    """A review as JSON."""
    return {
        "names": [candidate_record(one) for one in review.names],
        "notices": list(review.notices),
    }


def plan_record(plan: PseudonymPlan) -> Record:
    """A plan as JSON."""
    return {
        "names": plan.names,
        "pseudonyms": plan.pseudonyms,
        "in_texts": plan.in_texts,
        "texts": plan.texts,
        "elsewhere": plan.elsewhere,
        "widened": plan.widened,
        "joined": list(plan.joined),
        "nowhere": list(plan.nowhere),
        "warnings": list(plan.warnings),
        "changes": [
            {"where": one.where, "before": one.before, "after": one.after} for one in plan.changes
        ],
        "copies": list(plan.copies),
    }


def report_record(report: PseudonymReport) -> Record:
    """A report as JSON: counts, no names but those of files."""
    plan = report.plan
    return {
        "names": plan.names,
        "pseudonyms": plan.pseudonyms,
        "in_texts": plan.in_texts,
        "elsewhere": plan.elsewhere,
        "widened": plan.widened,
        "joined": len(plan.joined),
        "merged": report.merged,
        "texts": report.texts,
        "entries": report.entries,
        "copies": len(plan.copies),
        "key": report.key,
        "found": list(report.found),
    }
