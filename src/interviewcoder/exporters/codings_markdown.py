"""Codings as a page of Markdown: quotes with who said them and where, in groups, to be read and handed on."""

from collections.abc import Iterator, Sequence

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.redaction import LEFT_OUT
from interviewcoder.domain.retrieval import CodingsPage
from interviewcoder.domain.source import time_label

from .markdown_text import inline, lines
from .page_templates import counted


def codings_markdown(page: CodingsPage) -> str:
    """The page; the same codings give the same text."""
    codings = page.codings
    people = len({one.participant for one in codings} - {None})
    sources = len({one.source_id for one in codings})
    told = (
        f"{counted(len(codings), 'tag')} of {counted(people, 'participant')} "
        f"in {counted(sources, 'source')}, by {inline(page.by)}."
    )
    parts = [f"# Excerpts: {inline(page.study)}", told if codings else "Nothing is tagged so."]
    if page.query:
        parts.append(f"Query: {inline(page.query)}")
    for title, found in page.groups:
        parts.append(f"## {inline(title)} ({len(found):,})")
        parts += _quotes(found)
    return "\n\n".join(parts) + "\n"


def _quotes(codings: Sequence[Coding]) -> Iterator[str]:
    for coding in codings:
        places = (coding.participant or coding.speaker, coding.source, time_label(coding.start_ms))
        where = ", ".join(dict.fromkeys(place for place in places if place))
        judged = {-1: ", against", 0: "", 1: ", for"}[int(coding.polarity)]
        weight = "" if coding.weight is None else f", {coding.weight}"
        said = lines(f"“{coding.text}”" if coding.text else LEFT_OUT, "> ")
        made = f", {inline(coding.how_made)}" if coding.how_made else ""
        tag = f"**{inline(coding.code)}** ({coding.kind.value}{judged}{weight}{made})"
        yield f"{said}\\\n> — {inline(where)}. {tag}"
