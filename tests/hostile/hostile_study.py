"""Studies in which everything that a person or a file can fill is hostile, and harmless ones of the same build."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path

from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedParticipant,
    ExchangedSegment,
    ExchangedSource,
    ExchangedStudy,
    derived_guid,
)
from interviewcoder.domain.imported import ImportedSource, ImportedSpeaker, Turn, lay_out
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.study import Study

_STORED_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Size:
    """How much a study holds. Half of the sources are surveys that everybody answered."""

    people: int = 8
    sources: int = 4
    codes: int = 12
    rounds: int = 2
    """How often each of the four people of a transcript speaks."""
    personas: bool = True


SMALL = Size()
_AT = datetime(2026, 1, 31, tzinfo=UTC)


def build(path: Path, strings: Sequence[str], size: Size = SMALL) -> Study:
    """A new study with the strings in all its names and texts, in order, again and again.

    How many things it has does not depend on the strings, so that what is exported of two can be compared.
    """
    words = cycle(strings)
    study = Study.create(path, name=_or_else(next(words)), coder=_or_else(next(words)), codebook=())
    study.exchange.enter(_project(words, size), f"{next(words)}.qdpx")
    if not size.personas:
        return study
    study.personas.synthesize(personas=2, seed=1)
    run = study.personas.synthesize(personas=2, seed=0)
    codings = study.codings.list()
    study.claims.add(
        run.personas[0].id, _or_else(next(words)), Kind.NEED, [codings[0].guid], [codings[1].guid]
    )
    for number, persona in enumerate(study.personas.list()):
        study.personas.rename(persona.id, f"{number} {next(words)}"[:180])
        study.personas.write_summary(persona.id, _or_else(next(words)))
        study.personas.write_narrative(persona.id, f"{next(words)}\n\n{next(words)}.")
        study.memos.write(MemoTarget.PERSONA, persona.guid, _or_else(next(words)))
    study.codings.judge([one.id for one in codings[:4]], polarity=Polarity.AGAINST)
    return study


def numbered(strings: Sequence[str]) -> list[str]:
    """The strings, each with its number before it, by which it is found again among what a terminal was sent."""
    return [f"§{number}§{text}" for number, text in enumerate(strings)]


def harmless(number: int) -> list[str]:
    """So many plain strings, all different."""
    return [f"plain words {index} of it" for index in range(number)]


def _or_else(words: str) -> str:
    """The words with something to see in them, so that they can be a name, and short enough for one."""
    return f"x {words}"[:180]


def _project(words: Iterator[str], size: Size) -> ExchangedStudy:
    numbers = count()

    def guid() -> str:
        return derived_guid("hostile", next(numbers))

    coders = (ExchangedCoder(guid(), f"1 {next(words)}"), ExchangedCoder(guid(), "2"))
    kinds = cycle(Kind)
    codes: list[ExchangedCode] = []
    for number in range(size.codes):
        parent = codes[number // 3].guid if number else None
        name, told = f"{number} {next(words)}", (next(words), next(words), next(words))
        codes.append(ExchangedCode(guid(), name, next(kinds), parent, None, *told))
    facts = (f"a {next(words)}", f"b {next(words)}", "age")
    choices = (next(words), next(words))
    people = tuple(
        ExchangedParticipant(
            guid(),
            f"{number} {next(words)}"[:150],
            ((facts[0], choices[number % 2]), (facts[1], next(words)), (facts[2], str(number))),
        )
        for number in range(size.people)
    )
    sources = tuple(
        _source(guid(), number, people, words, size.rounds) for number in range(size.sources)
    )
    codings = []
    for one in sources:
        said = [passage for passage in one.source.passages if passage.speaker != "Q"]
        for place, passage in enumerate(said):
            half = (passage.start + passage.end) // 2 + 1
            for start, end, code in (
                (passage.start, passage.end, codes[place % 2 + 1]),
                (passage.start, half, codes[3 + place % 4]),
                (half - 1, passage.end, codes[8]),
            ):
                coder = coders[place % 2].guid
                codings.append(ExchangedCoding(guid(), one.guid, start, end, code.guid, coder, _AT))
    targets = (
        *((MemoTarget.SOURCE, one.guid) for one in sources),
        *((MemoTarget.CODE, one.guid) for one in codes[:3]),
        *((MemoTarget.PARTICIPANT, one.guid) for one in people[:3]),
        *((MemoTarget.CODING, one.guid) for one in codings[:5]),
    )
    segments = tuple(
        ExchangedSegment(
            guid(), f"{number} {next(words)}", "", tuple(one.guid for one in people[number::2])
        )
        for number in range(2)
    )
    return ExchangedStudy(
        guid(),
        next(words),
        next(words),
        coders,
        tuple(codes),
        sources,
        people,
        (
            Attribute(facts[0], AttributeType.CHOICE, choices),
            Attribute(facts[1], AttributeType.TEXT),
            Attribute(facts[2], AttributeType.NUMBER),
        ),
        tuple(codings),
        tuple(
            ExchangedMemo(guid(), kind, on, f"{next(words)}\n{next(words)}.", coders[0].guid, _AT)
            for kind, on in (*targets, *((MemoTarget.SEGMENT, one.guid) for one in segments))
        ),
        segments,
    )


def _source(
    guid: str,
    number: int,
    people: Sequence[ExchangedParticipant],
    words: Iterator[str],
    rounds: int,
) -> ExchangedSource:
    """A transcript of four people, or a survey that everybody answered."""
    survey = number % 2 == 1
    who = tuple(people if survey else people[number // 2 * 4 :][:4])
    turns: list[Turn] = []
    labels = {one.guid: f"{place} {next(words)}" for place, one in enumerate(who)}
    questions = (f"Why {next(words)}?", f"How {next(words)}?") if survey else ()
    for place, person in enumerate(who * (2 if survey else rounds)):
        if not survey:
            turns.append(Turn(f"{next(words)} ?", "Q", start_ms=1000 * place))
        asked = place // len(who) if survey else None
        turns.append(Turn(f"{next(words)} I said {place}", labels[person.guid], question=asked))
    laid = lay_out(turns)
    speakers = [ImportedSpeaker(labels[one.guid], Role.PARTICIPANT, one.name) for one in who]
    source = ImportedSource(
        name=f"{number} {next(words)}",
        kind=SourceKind.SURVEY if survey else SourceKind.TRANSCRIPT,
        format="text",
        encoding="utf-8",
        text=laid.text,
        passages=laid.passages,
        speakers=(*speakers, *([] if survey else [ImportedSpeaker("Q", Role.INTERVIEWER)])),
        questions=questions,
    )
    return ExchangedSource(guid, source, f"{next(words)}.txt", _AT)


def stored_raw(path: Path) -> Iterator[str]:
    """Where in a study's file a control character stands that should have been replaced on its way in."""
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in list(tables):
            rows = connection.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in rows.description]
            for row in rows:
                for name, value in zip(names, row, strict=True):
                    if isinstance(value, str) and (found := _STORED_RAW.search(value)):
                        yield f"{table}.{name}: {found[0]!r}"
