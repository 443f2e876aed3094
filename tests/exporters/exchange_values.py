"""Made-up exchanged studies, with whatever a study may hold in names and texts."""

import uuid
from datetime import UTC, datetime

from hypothesis import strategies as st

from interviewcoder.domain.coding import Origin, Polarity, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedParticipant,
    ExchangedPersona,
    ExchangedSegment,
    ExchangedSource,
    ExchangedStudy,
)
from interviewcoder.domain.exchange_check import sound
from interviewcoder.domain.imported import ImportedPassage, ImportedSource, ImportedSpeaker
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import Attribute, AttributeType, canonical_value
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.domain.survey_mapping import ColumnMapping, ColumnUse, SurveyMapping
from interviewcoder.domain.text import clean_name, name_key, sanitise

_PIECES = [
    "Ana", "need", "price", " ", " ", "\n", "\n\n", "🙂", "é", "[/b]", "&amp;", "<Code>", '"', "'", " as ", ": ", " = ",
    "Use when: ", "> Use when:", "Do not use when:", "- ", "passage 1: ", "kind: survey", "participant: ", "\u202e", "\ufeff",
    "{", "\\", "\\n", "A scale:", "1", "\t", "\u2028", "؟", "…", "Persona: ", "Kind: need", "#", "]]>", "\u00a0",
]  # fmt: skip

texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join).map(sanitise)
words = texts.filter(lambda text: bool(text.strip()))


def _clean(raw: str) -> str:
    try:
        return clean_name(raw)
    except StudyError:
        return ""


names = words.map(_clean).filter(bool)
times = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
guids = st.uuids().map(str)
spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))


def unique_names(most: int):
    return st.lists(names, max_size=most, unique_by=name_key)


models = st.from_regex(r"[a-z]{1,8}( [0-9])?", fullmatch=True)
percents = st.integers(0, 100).map(lambda percent: percent / 100)


@st.composite
def attributes(draw):
    found = []
    for name in draw(unique_names(4)):
        kind = draw(st.sampled_from(AttributeType))
        choices, labels = (), ()
        if kind is AttributeType.CHOICE:
            choices = tuple(draw(unique_names(3)))
        if kind is AttributeType.NUMBER and draw(st.booleans()):
            labels = tuple((str(n), label) for n, label in enumerate(draw(unique_names(3))))
        found.append(Attribute(name, kind, choices, 0, draw(guids), labels))
    return found


def values(kind: AttributeType):
    return {
        AttributeType.TEXT: names,
        AttributeType.CHOICE: names,
        AttributeType.YES_NO: st.sampled_from(["yes", "no"]),
        AttributeType.DATE: st.dates().map(str),
        AttributeType.NUMBER: st.integers(-(10**18), 10**18).map(str)
        | st.floats(-1e6, 1e6).map(lambda n: f"{n:.3f}"),
    }[kind].map(lambda value: canonical_value(kind, value))


@st.composite
def sources(draw, people: list[str], coders: list[str], name: str):
    text = draw(words)
    labels = draw(st.lists(names | st.just(""), max_size=4, unique=True))
    speakers = [
        ImportedSpeaker(
            label,
            role := draw(st.sampled_from(Role) if people else st.sampled_from([Role.OTHER])),
            draw(st.sampled_from(people)) if role is Role.PARTICIPANT else None,
        )
        for label in labels
    ]
    questions = tuple(draw(st.lists(texts.filter(bool), max_size=2)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    passages = [
        ImportedPassage(
            start,
            end,
            draw(st.sampled_from(labels)),
            draw(st.none() | st.integers(0, 10**8)),
            draw(st.none() | st.integers(0, 10**8)),
            draw(st.none() | st.integers(0, len(questions) - 1)) if questions else None,
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if labels
    ]
    mapping = draw(
        st.none()
        | names.map(lambda n: SurveyMapping("table", (ColumnMapping(n, ColumnUse.LEFT_OUT),)))
    )
    source = ImportedSource(
        name=name,
        kind=draw(st.sampled_from(SourceKind)),
        format=draw(st.sampled_from(["text", "survey", ""])),
        encoding=draw(st.sampled_from(["utf-8", ""])),
        text=text,
        passages=tuple(passages),
        speakers=tuple(speakers),
        questions=questions,
        mapping=mapping,
    )
    coder = draw(st.none() | st.sampled_from(coders)) if coders else None
    return ExchangedSource(draw(guids), source, draw(names | st.just("")), draw(times), coder)


@st.composite
def codes(draw):
    found: list[ExchangedCode] = []
    kinds = draw(st.sampled_from([st.none(), st.none() | st.sampled_from(Kind)]))
    for name in draw(unique_names(5)):
        found.append(
            ExchangedCode(
                draw(guids),
                f"c{name}"[:200],
                draw(kinds),
                draw(st.none() | st.sampled_from([code.guid for code in found])) if found else None,
                draw(st.none() | st.just("#12ab9f")),
                *(draw(texts).strip() for _ in range(3)),
                draw(st.booleans()),
            )
        )
    return found


@st.composite
def studies(draw) -> ExchangedStudy:
    """A sound study."""
    coders = [ExchangedCoder(draw(guids), name) for name in draw(unique_names(2))]
    coder_guids = [one.guid for one in coders]
    coder = st.none() | st.sampled_from(coder_guids) if coder_guids else st.none()
    facts = draw(attributes())
    people = [
        ExchangedParticipant(
            draw(guids),
            name,
            tuple((one.name, draw(values(one.type))) for one in facts if draw(st.booleans())),
        )
        for name in draw(unique_names(4))
    ]
    made_sources = [
        draw(sources([one.name for one in people], coder_guids, name))
        for name in draw(unique_names(3))
    ]
    book = draw(codes())
    codings = []
    for _ in range(draw(st.integers(0, 6)) if book and made_sources else 0):
        start, end = draw(spans)
        codings.append(
            ExchangedCoding(
                draw(guids),
                draw(st.sampled_from(made_sources)).guid,
                start,
                end,
                draw(st.sampled_from(book)).guid,
                draw(coder),
                draw(times),
                draw(st.sampled_from(Polarity)),
                draw(st.none() | st.integers(0, 100)),
                draw(st.sampled_from(Origin)),
                draw(st.none() | st.builds(Suggested, models, percents)),
            )
        )
    person_guids = st.lists(
        st.sampled_from([one.guid for one in people]) if people else st.nothing(), unique=True
    )
    personas = [
        ExchangedPersona(
            draw(guids),
            name,
            draw(texts),
            tuple(draw(person_guids)),
            tuple(
                draw(st.lists(st.sampled_from([c.guid for c in codings]), unique=True))
                if codings
                else ()
            ),
        )
        for name in draw(unique_names(2))
    ]
    segments = [
        ExchangedSegment(draw(guids), name, draw(texts).strip(), tuple(draw(person_guids)))
        for name in draw(unique_names(2))
    ]
    study_guid = str(uuid.uuid4())
    targets = {
        MemoTarget.STUDY: [study_guid],
        MemoTarget.SOURCE: [one.guid for one in made_sources],
        MemoTarget.CODING: [one.guid for one in codings],
        MemoTarget.CODE: [one.guid for one in book],
        MemoTarget.PARTICIPANT: [one.guid for one in people],
        MemoTarget.PERSONA: [one.guid for one in personas],
        MemoTarget.SEGMENT: [one.guid for one in segments],
    }
    places = [(target, guid) for target, known in targets.items() for guid in known]
    return sound(
        ExchangedStudy(
            guid=study_guid,
            name=draw(names),
            origin="interviewcoder",
            coders=tuple(coders),
            codes=tuple(book),
            sources=tuple(made_sources),
            participants=tuple(people),
            attributes=tuple(facts),
            codings=tuple(codings),
            memos=tuple(
                ExchangedMemo(draw(guids), *place, draw(words), draw(coder), draw(times))
                for place in draw(st.lists(st.sampled_from(places), max_size=6))
            ),
            segments=tuple(segments),
            personas=tuple(personas),
        )
    )
