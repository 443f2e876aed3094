"""Makes an exchanged source one that a study can keep: passages in order, speakers each once."""

from collections.abc import Sequence
from dataclasses import replace

from .exchange import ExchangedSource
from .exchange_report import Lost
from .imported import ImportedPassage, ImportedSource, ImportedSpeaker
from .source import Role
from .text import clean_name, one_line, sanitise


def sound_source(given: ExchangedSource, first_coded: int | None, lost: Lost) -> ExchangedSource:
    """The source with passages in order that lie within its text and its speakers named once.

    Args:
        given: a source with words in its text, which is sanitised.
        first_coded: where its first coding begins, if it has any; from there on all words belong to a passage or
            follow one.
        lost: counts what had to be left out.
    """
    source = given.source
    passages = _in_order(source, lost)
    lead = len(source.text) - len(source.text.lstrip())
    first = passages[0].start if passages else len(source.text.rstrip())
    # What stands before the first passage is nobody's words; without a passage its codings would be out of sight.
    if not passages or (first_coded is not None and first_coded < first):
        start = lead if first_coded is None else min(lead, first_coded)
        passages.insert(0, ImportedPassage(start, first, _nobody(source)))
    return replace(
        given,
        source=replace(
            source,
            passages=tuple(passages),
            speakers=_speakers(source.speakers, passages),
            questions=tuple(map(sanitise, source.questions)),
            warnings=(),
        ),
        file_name=one_line(given.file_name),
    )


def _nobody(source: ImportedSource) -> str:
    """The label of words that are nobody's: empty, unless that is what a person goes by here."""
    persons = {one.label for one in source.speakers if one.role is Role.PARTICIPANT}
    return "" if "" not in persons else next(c for c in "·‧∙•" if c not in persons)


def _in_order(source: ImportedSource, lost: Lost) -> list[ImportedPassage]:
    kept: list[ImportedPassage] = []
    end = 0
    for passage in sorted(source.passages, key=lambda one: (one.start, one.end)):
        if not end <= passage.start < passage.end <= len(source.text):
            lost["passages", "outside the text or over others"] += 1
            continue
        end = passage.end
        asked = passage.question
        if asked is not None and not 0 <= asked < len(source.questions):
            asked = None
        kept.append(replace(passage, speaker=sanitise(passage.speaker), question=asked))
    return kept


def _speakers(
    given: Sequence[ImportedSpeaker], passages: Sequence[ImportedPassage]
) -> tuple[ImportedSpeaker, ...]:
    found: dict[str, ImportedSpeaker] = {}
    for speaker in given:
        person = speaker.participant if speaker.role is Role.PARTICIPANT else None
        if speaker.role is Role.PARTICIPANT:
            person = clean_name(person or speaker.label or "participant")
        label = sanitise(speaker.label)
        found.setdefault(label, replace(speaker, label=label, participant=person, attributes=()))
    for passage in passages:
        found.setdefault(passage.speaker, ImportedSpeaker(passage.speaker, Role.OTHER))
    return tuple(found.values())
