"""ELAN (.eaf): a tier a speaker, annotations between time slots in milliseconds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import one_line

from .annotation_times import spread
from .cues import Cue, turns_of
from .moment import MILLISECONDS, moment
from .sample import FileSample
from .transcript import build_transcript, omitted
from .xml_tree import parse_xml, xml_begins

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPEECH = re.compile(r"utter|transc|transk|speech|spch|speak|orth|text|phrase|sentence|talk", re.I)
"""In the name of a tier or of its linguistic type: what is said stands in it."""


@dataclass(slots=True)
class _Annotation:
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(slots=True)
class _Tier:
    id: str
    speaker: str
    kind: str
    parent: str
    annotations: dict[str, _Annotation] = field(default_factory=dict)

    @property
    def is_wordy(self) -> bool:
        """Whether there is a letter beside ids such as `ref.012` in most of it."""
        texts = [annotation.text for annotation in self.annotations.values()]
        wordy = sum(1 for text in texts if re.search(r"[^\W\d_]{2,}(?![\w.-]*\d)", text))
        return 2 * wordy >= len(texts)


def recognises(sample: FileSample) -> bool:
    """Whether the root is `ANNOTATION_DOCUMENT`, or the file is called .eaf."""
    return xml_begins(sample.head, "ANNOTATION_DOCUMENT") or sample.suffix == ".eaf"


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The annotations in time.

    Raises:
        StudyError: it cannot be read as ELAN's XML, or no tier holds words.
    """
    root = parse_xml(sample.data)
    tiers = _tiers(root)
    read_tiers = _chosen(tiers)
    cues = sorted(_cues(read_tiers), key=lambda cue: cue.start_ms or 0)
    if not cues:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' is an ELAN file in which no tier has words.",
            "Check that its annotations are on a tier that depends on no other.",
        )
    left = [tier for tier in tiers if tier not in read_tiers and tier.annotations]
    return build_transcript(
        sample, options, turns_of(cues), warnings=_left_out(left), encoding="utf-8"
    )


def _tiers(root: "Element") -> list[_Tier]:
    slots = spread(
        (slot.get("TIME_SLOT_ID", ""), moment(slot.get("TIME_VALUE"), MILLISECONDS))
        for slot in root.iter("TIME_SLOT")
    )
    tiers = []
    known: dict[str, _Annotation] = {}
    for element in root.iter("TIER"):
        name = element.get("TIER_ID", "")
        tier = _Tier(
            name,
            element.get("PARTICIPANT", "").strip() or name,
            element.get("LINGUISTIC_TYPE_REF", ""),
            element.get("PARENT_REF", ""),
        )
        for aligned in element.iter("ALIGNABLE_ANNOTATION"):
            start = slots.get(aligned.get("TIME_SLOT_REF1", ""))
            end = slots.get(aligned.get("TIME_SLOT_REF2", ""))
            tier.annotations[aligned.get("ANNOTATION_ID", "")] = _Annotation(
                _value(aligned), start, end
            )
        for dependent in element.iter("REF_ANNOTATION"):
            of = known.get(dependent.get("ANNOTATION_REF", ""), _Annotation(""))
            tier.annotations[dependent.get("ANNOTATION_ID", "")] = _Annotation(
                _value(dependent), of.start_ms, of.end_ms
            )
        known |= tier.annotations
        tiers.append(tier)
    return tiers


def _value(annotation: "Element") -> str:
    return "".join(annotation.findtext("ANNOTATION_VALUE", "")).strip()


def _chosen(tiers: Sequence[_Tier]) -> list[_Tier]:
    """The tiers that depend on none and are about speech, where only some are; a numbered one's words.

    Field linguists often number the annotations of the tier on top and write the words on one below it.
    """
    top = [tier for tier in tiers if not tier.parent and tier.annotations]
    worded = []
    for tier in top:
        below = (other for other in tiers if other.parent == tier.id and other.annotations)
        found = tier if tier.is_wordy else next((t for t in below if t.is_wordy), None)
        worded.append(found or tier)
    spoken = [tier for tier in worded if _SPEECH.search(tier.kind) or _SPEECH.search(tier.id)]
    return spoken or worded


def _cues(tiers: Sequence[_Tier]) -> Iterator[Cue]:
    for tier in tiers:
        for annotation in tier.annotations.values():
            if annotation.text:
                yield Cue([annotation.text], annotation.start_ms, annotation.end_ms, tier.speaker)


def _left_out(tiers: Sequence[_Tier]) -> tuple[str, ...]:
    count = sum(len(tier.annotations) for tier in tiers)
    names = ", ".join(one_line(tier.id, 30) for tier in tiers[:5])
    more = ", ..." if len(tiers) > 5 else ""
    return omitted(count, "annotation", f"on other tiers ({names}{more})")
