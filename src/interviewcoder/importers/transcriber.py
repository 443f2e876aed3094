"""Transcriber (.trs): turns of speakers with times in seconds."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .cues import Cue, turns_of
from .moment import moment
from .sample import FileSample
from .transcript import build_transcript, omitted
from .xml_tree import parse_xml, xml_begins

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DOCTYPE = re.compile(r"<!DOCTYPE\s+Trans(?:\s+SYSTEM\s+(?:\"[^\"\[\]<>]*\"|'[^'\[\]<>]*'))?\s*>")
"""Every file names its document type, which nothing is read from."""
_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
_SOUNDS = frozenset({"noise", "pronounce", "lexical"})


def recognises(sample: FileSample) -> bool:
    """Whether the root is `Trans`, or the file is called .trs and is XML."""
    return xml_begins(sample.head, "Trans") or (
        sample.suffix == ".trs" and sample.head.startswith("<")
    )


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns in time. Raises StudyError when the XML cannot be read or holds no words."""
    text = _DOCTYPE.sub("", _DECLARATION.sub("", sample.text.removeprefix("\ufeff"), count=1), 1)
    root = parse_xml(text.strip().encode())
    names = {
        speaker.get("id", ""): speaker.get("name", "").strip() for speaker in root.iter("Speaker")
    }
    left: Counter[str] = Counter()
    cues = [cue for turn in root.iter("Turn") for cue in _turn(turn, names, left)]
    told = tuple(
        warning for kind, count in sorted(left.items()) for warning in omitted(count, kind, "")
    )
    return build_transcript(sample, options, turns_of(cues), warnings=told)


def _turn(turn: "Element", names: dict[str, str], left: Counter[str]) -> Iterator[Cue]:
    """A turn's words between its points in time; `Who` tells which of several speakers goes on."""
    voices = [names.get(by) or by for by in turn.get("speaker", "").split()] or [""]
    speaker = voices[0]
    start, end = moment(turn.get("startTime")), moment(turn.get("endTime"))
    words = [turn.text or ""]
    for element in turn:
        if element.tag in {"Sync", "Who"}:
            yield Cue([" ".join(words)], start, end, speaker)
            words = []
            if element.tag == "Sync":
                start = moment(element.get("time"))
            else:
                number = element.get("nb", "1")
                index = int(number) - 1 if number.isascii() and number.isdigit() else 0
                speaker = voices[index] if 0 <= index < len(voices) else voices[-1]
        elif element.tag == "Event" and element.get("type", "noise") in _SOUNDS:
            told = element.get("desc", "").strip()
            if element.get("extent", "instantaneous") == "instantaneous" and len(told) > 2:
                words.append(f"[{told}]")
            else:
                left["sound mark"] += 1
        elif element.tag == "Comment":
            left["comment"] += 1
        words.append(element.tail or "")
    yield Cue([" ".join(words)], start, end, speaker)
