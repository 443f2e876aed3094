"""Captions in XML: TTML and DFXP, and the two that YouTube writes."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import milliseconds
from .cues import Cue, turns_of
from .moment import MILLISECONDS, SECONDS, later, moment
from .sample import FileSample
from .transcript import build_transcript
from .xml_tree import local_name, parse_xml, xml_begins

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|m|s|ms|f|t)")
_FRAMES = re.compile(r"(\d{1,4}:\d\d:\d\d):(\d{1,3})")
_UNITS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}


def recognises(sample: FileSample) -> bool:
    """Whether the root is `tt`, `transcript` or `timedtext`, or the suffix is one of TTML's."""
    return xml_begins(sample.head, "tt", "transcript", "timedtext") or sample.suffix in {
        ".ttml",
        ".dfxp",
    }


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The captions as turns. Raises StudyError when the XML cannot be read or holds no words."""
    root = parse_xml(sample.data)
    kind = local_name(root.tag)
    if kind == "transcript":
        cues = list(_of_youtube(root, "text", "start", "dur", SECONDS))
    elif kind == "timedtext":
        cues = list(_of_youtube(root, "p", "t", "d", MILLISECONDS))
    else:
        cues = list(_of_ttml(root))
    return build_transcript(sample, options, turns_of(cues), encoding="utf-8")


def _of_youtube(root: "Element", tag: str, start: str, length: str, unit: float) -> Iterator[Cue]:
    for element in root.iter(tag):
        began = moment(element.get(start), unit)
        lasted = moment(element.get(length), unit)
        text = html.unescape("".join(element.itertext()))
        yield Cue(text.split("\n"), began, later(began, lasted))


def _of_ttml(root: "Element") -> Iterator[Cue]:
    attributes = {local_name(key): value for key, value in root.attrib.items()}
    rate = _number(attributes.get("frameRate"), 30.0)
    ticks = _number(attributes.get("tickRate"), rate)
    agents = _agents(root)
    for paragraph in _named(root, "p"):
        own = {local_name(key): value for key, value in paragraph.attrib.items()}
        start = _at(own.get("begin", ""), rate, ticks)
        end = _at(own.get("end", ""), rate, ticks)
        if end is None:
            end = later(start, _at(own.get("dur", ""), rate, ticks))
        agent = own.get("agent", "").strip()
        yield Cue(_lines(paragraph), start, end, agents.get(agent) or agent or None)


def _lines(paragraph: "Element") -> list[str]:
    """The text with its line breaks."""
    parts: list[str] = []
    for element in paragraph.iter():
        name = local_name(element.tag)
        if name == "br":
            parts.append("\n")
        elif name in {"p", "span"}:
            parts.append(element.text or "")
        if element is not paragraph:
            parts.append(element.tail or "")
    return "".join(parts).split("\n")


def _named(root: "Element", name: str) -> Iterator["Element"]:
    return (element for element in root.iter() if local_name(element.tag) == name)


def _agents(root: "Element") -> dict[str, str]:
    """The names of `ttm:agent` elements by their ids."""
    agents = {}
    for agent in _named(root, "agent"):
        own = {local_name(key): value for key, value in agent.attrib.items()}
        name = next((element.text or "" for element in _named(agent, "name")), "").strip()
        if name and "id" in own:
            agents[own["id"]] = name
    return agents


def _number(written: str | None, otherwise: float) -> float:
    return float(written) if written and written.isascii() and written.isdigit() else otherwise


def _at(written: str, rate: float, ticks: float) -> int | None:
    """A time: a clock, a clock with frames, or a number with a unit."""
    if found := _OFFSET.fullmatch(written.strip()):
        number, unit = float(found[1]), found[2]
        per = {"f": 1000.0 / (rate or 30.0), "t": 1000.0 / (ticks or 1.0)}
        return moment(number, _UNITS.get(unit) or per[unit])
    if found := _FRAMES.fullmatch(written.strip()):
        whole = milliseconds(found[1])
        return None if whole is None else whole + round(int(found[2]) * 1000 / (rate or 30.0))
    return milliseconds(written)
