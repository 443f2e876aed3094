"""Sources of a REFI-QDA project, with their passages and excerpts as selections."""

from collections.abc import Sequence

from interviewcoder.domain.exchange import (
    ExchangedCoding,
    ExchangedSource,
    ExchangedStudy,
    derived_guid,
)
from interviewcoder.domain.exchange_source_words import source_description
from interviewcoder.domain.exchange_words import PassageTold, passage_name
from interviewcoder.domain.imported import ImportedPassage

from .refi_notes import Notes, time_text
from .refi_xml import RefiXml

_QUOTE = 200
"""Code points of an excerpt that its name holds."""


def passage_guid(source_guid: str, passage: ImportedPassage) -> str:
    """The GUID of the selection that is a passage: the same each time a study is written."""
    return derived_guid("passage", source_guid, passage.start, passage.end)


def write_sources(xml: RefiXml, study: ExchangedStudy, notes: Notes) -> None:
    """The sources; there must be one."""
    by_source: dict[str, list[ExchangedCoding]] = {}
    for coding in study.codings:
        by_source.setdefault(coding.source_guid, []).append(coding)
    with xml.start("Sources"):
        for one in study.sources:
            with xml.start(
                "TextSource",
                guid=one.guid,
                name=one.source.name,
                plainTextPath=f"internal://{one.guid}.txt",
                creatingUser=one.coder_guid,
                creationDateTime=time_text(one.created_at),
            ):
                xml.description(source_description(one))
                _write_passages(xml, one)
                _write_excerpts(xml, one, by_source.get(one.guid, ()), notes)
                notes.refer(xml, one.guid)


def _write_passages(xml: RefiXml, one: ExchangedSource) -> None:
    for number, passage in enumerate(one.source.passages, 1):
        told = PassageTold(passage.speaker, passage.start_ms, passage.end_ms, passage.question)
        xml.element(
            "PlainTextSelection",
            guid=passage_guid(one.guid, passage),
            name=passage_name(number, told),
            startPosition=passage.start,
            endPosition=passage.end,
            creatingUser=one.coder_guid,
            creationDateTime=time_text(one.created_at),
        )


def _write_excerpts(
    xml: RefiXml, one: ExchangedSource, codings: Sequence[ExchangedCoding], notes: Notes
) -> None:
    """A selection for each excerpt, with all codings of it."""
    excerpts: dict[tuple[int, int], list[ExchangedCoding]] = {}
    for coding in codings:
        excerpts.setdefault((coding.start, coding.end), []).append(coding)
    for (start, end), together in sorted(excerpts.items()):
        coders = [coding.coder_guid for coding in together]
        times = [coding.created_at for coding in together]
        with xml.start(
            "PlainTextSelection",
            guid=derived_guid("excerpt", one.guid, start, end),
            name=_quote(one.source.text[start:end]),
            startPosition=start,
            endPosition=end,
            # What a coding does not tell is taken from its selection, so this tells nothing in its stead.
            creatingUser=coders[0] if all(coders) else None,
            creationDateTime=time_text(times[0]) if all(times) else None,
        ):
            for coding in together:
                with xml.start(
                    "Coding",
                    guid=coding.guid,
                    creatingUser=coding.coder_guid,
                    creationDateTime=time_text(coding.created_at),
                ):
                    xml.element("CodeRef", targetGUID=coding.code_guid)
                    notes.refer(xml, coding.guid)


def _quote(words: str) -> str:
    return words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1]}…"
