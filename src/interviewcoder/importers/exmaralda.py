"""EXMARaLDA (.exb) and FOLKER (.flk, .fln): events and contributions on a timeline in seconds."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import one_line

from .annotation_times import spread
from .cues import Cue, turns_of
from .moment import moment
from .sample import FileSample
from .transcript import build_transcript, omitted
from .xml_tree import parse_xml, xml_begins

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FOLKER = "folker-transcription"
_ATTACHED = frozenset({"p"})
"""FOLKER's elements that follow the word before without a space."""


def recognises(sample: FileSample) -> bool:
    """Whether the root is EXMARaLDA's or FOLKER's, or the suffix is one of theirs."""
    return xml_begins(sample.head, "basic-transcription", _FOLKER) or sample.suffix in {
        ".exb",
        ".flk",
        ".fln",
    }


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns in time. Raises StudyError when the XML cannot be read or holds no words."""
    root = parse_xml(sample.data)
    if root.tag == _FOLKER:
        warnings: tuple[str, ...] = ()
        cues = list(_contributions(root))
    else:
        cues, warnings = _events(root)
    cues.sort(key=lambda cue: cue.start_ms or 0)
    return build_transcript(sample, options, turns_of(cues), warnings=warnings, encoding="utf-8")


def _events(root: "Element") -> tuple[list[Cue], tuple[str, ...]]:
    names = {
        speaker.get("id", ""): speaker.findtext("abbreviation", "").strip()
        for speaker in root.iter("speaker")
    }
    timeline = spread((tli.get("id", ""), moment(tli.get("time"))) for tli in root.iter("tli"))
    order = {point: index for index, point in enumerate(timeline)}
    cues: list[Cue] = []
    others: list[str] = []
    left = 0
    for tier in root.iter("tier"):
        events = sorted(tier.iter("event"), key=lambda event: order.get(event.get("start", ""), 0))
        if tier.get("type", "t") != "t":
            others.append(tier.get("category") or tier.get("display-name") or tier.get("id") or "")
            left += len(events)
            continue
        by = tier.get("speaker", "")
        speaker = names.get(by) or by or tier.get("display-name") or tier.get("id")
        cues.extend(_chains(events, timeline, speaker))
    kinds = ", ".join(one_line(name, 30) for name in dict.fromkeys(others))
    return cues, omitted(left, "event", f"on other tiers ({kinds})")


def _chains(
    events: Sequence["Element"], timeline: dict[str, int | None], speaker: str | None
) -> Iterator[Cue]:
    """Events that follow one another without a gap as one; they hold the spaces between them themselves."""
    texts = ["".join(event.itertext()) for event in events]
    bare = not any(text[:1].isspace() or text[-1:].isspace() for text in texts)
    parts: list[str] = []
    start: int | None = None
    ends = ""
    for event, text in zip(events, texts, strict=True):
        if parts and event.get("start") != ends:
            yield Cue(["".join(parts)], start, timeline.get(ends), speaker)
            parts = []
        if not parts:
            start = timeline.get(event.get("start", ""))
        elif bare:
            parts.append(" ")
        parts.append(text)
        ends = event.get("end", "")
    if parts:
        yield Cue(["".join(parts)], start, timeline.get(ends), speaker)


def _contributions(root: "Element") -> Iterator[Cue]:
    names = {
        speaker.get("speaker-id", ""): speaker.findtext("name", "").strip()
        for speaker in root.iter("speaker")
    }
    timeline = {
        point.get("timepoint-id", ""): moment(point.get("absolute-time"))
        for point in root.iter("timepoint")
    }
    for contribution in root.iter("contribution"):
        by = contribution.get("speaker-reference", "")
        yield Cue(
            [_folker_words(contribution)],
            timeline.get(contribution.get("start-reference", "")),
            timeline.get(contribution.get("end-reference", "")),
            names.get(by) or by,
        )


def _folker_words(contribution: "Element") -> str:
    """The text of segments, or words one by one; pauses, breath and events in them are left out."""
    words = contribution.findall(".//w")
    if not words:
        return " ".join("".join(contribution.itertext()).split())
    spoken: list[str] = []
    for element in contribution.iter():
        if element.tag in {"w", *_ATTACHED} and (text := "".join(element.itertext()).strip()):
            if spoken and element.tag == "w":
                spoken.append(" ")
            spoken.append(text)
    return "".join(spoken)
