"""A survey that was exported again, put together with the one before.

What did not change stays where it is in the text, so that codings on it stay too. New respondents come at the end; those who
are missing stay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interviewcoder.domain.imported import (
    ImportedPassage,
    ImportedSource,
    ImportedSpeaker,
    Turn,
    lay_out,
    named_after,
)
from interviewcoder.domain.source import Passage, Role, SourceText
from interviewcoder.domain.text import name_key, one_line

from .alignment import Run
from .respondents import Respondent, is_numbered, numbered, same_respondents


@dataclass(frozen=True, slots=True)
class SurveyUpdate:
    """The two exports as one survey."""

    imported: ImportedSource
    """All respondents, those of before first and in their order. Those who are missing have no values here."""
    heirs: dict[str, str]
    """By label: the label that the respondent had in the source."""
    same: tuple[Run, ...]
    """Answers that did not change."""
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    question: str
    text: str
    before: Passage | None = None
    """The passage that it is, where it did not change."""


_Key = tuple[str, int]
"""Key of the question, and the number of the answer among the respondent's answers to it."""

_Answers = dict[_Key, _Answer]


def updated_survey(
    before: SourceText,
    labels: Sequence[str],
    questions: Sequence[str],
    values: Mapping[str, Mapping[str, str]],
    now: ImportedSource,
    *,
    named: bool,
) -> SurveyUpdate:
    """Put a new export of a survey together with the source.

    Args:
        before: the source.
        labels: its respondents, in order.
        questions: its open questions, in order.
        values: by label: the closed answers that the study has, by attribute.
        now: the new export, under the source's name.
        named: whether a column named the respondents of the source.

    Raises:
        StudyError: respondents cannot be told apart.
    """
    old = _by_respondent(
        (one.speaker, _Answer(one.question or "", one.text, one)) for one in before.passages
    )
    new = _by_respondent(
        (one.speaker, _Answer(_question(now, one.question), now.text[one.start : one.end]))
        for one in now.passages
    )
    heirs = same_respondents(
        before.source.name,
        [
            Respondent(one, _texts(old[one]), values.get(one, {}), named and not is_numbered(one))
            for one in labels
        ],
        [
            Respondent(one.label, _texts(new[one.label]), dict(one.attributes), _is_named(one))
            for one in now.speakers
        ],
    )
    now_called = {label: is_now for is_now, label in heirs.items()}
    asked = frozenset(map(name_key, now.questions))
    counts: Counter[str] = Counter()
    # One who was numbered gets the id that is known only now.
    names = {
        label: now_called[label] if _gets_name(label, now_called.get(label)) else label
        for label in labels
    }
    answers: list[tuple[str, _Answer]] = []
    for label in _in_text_order(before, labels):
        is_now = now_called.get(label)
        known = old[label] if is_now is None else _merged(old[label], new[is_now], asked, counts)
        answers += [(names[label], one) for one in known.values()]
    by_label = {one.label: one for one in now.speakers}
    speakers: list[ImportedSpeaker] = []
    for label, name in names.items():
        one = by_label.get(now_called.get(label, ""))
        speakers.append(
            ImportedSpeaker(name, Role.PARTICIPANT, name, one.attributes if one else ())
        )
    fresh = [one for one in now.speakers if one.label not in heirs]
    for one, speaker in zip(fresh, _renumbered(fresh, now.name, names.values()), strict=True):
        speakers.append(speaker)
        answers += [(speaker.label, answer) for answer in new[one.label].values()]
    every = _together(questions, now.questions)
    place = {name_key(question): n for n, question in enumerate(every)}
    laid_out = lay_out(
        Turn(one.text, label, question=place.get(name_key(one.question))) for label, one in answers
    )
    imported = replace(
        now,
        text=laid_out.text,
        passages=laid_out.passages,
        speakers=tuple(speakers),
        questions=every,
    )
    missing = len(labels) - len(heirs)
    unasked = [question for question in questions if name_key(question) not in asked]
    return SurveyUpdate(
        imported,
        {name: label for label, name in names.items()},
        tuple(_same_answers(answers, laid_out.passages)),
        tuple(_told(len(fresh), missing, counts, unasked)),
    )


def _is_named(one: ImportedSpeaker) -> bool:
    """Whether the table names a respondent; the importer makes other names up."""
    return one.participant == one.label


def _gets_name(label: str, is_now: str | None) -> bool:
    return is_now is not None and is_numbered(label) and not is_numbered(is_now)


def _question(now: ImportedSource, index: int | None) -> str:
    return "" if index is None else now.questions[index]


def _by_respondent(answers: Iterable[tuple[str, _Answer]]) -> defaultdict[str, _Answers]:
    found: defaultdict[str, _Answers] = defaultdict(dict)
    for label, answer in answers:
        key, number = name_key(answer.question), 0
        while (key, number) in found[label]:
            number += 1
        found[label][key, number] = answer
    return found


def _texts(answers: _Answers) -> dict[_Key, str]:
    return {key: answer.text for key, answer in answers.items()}


def _in_text_order(before: SourceText, labels: Sequence[str]) -> list[str]:
    """The respondents as their answers come in the text; then those without one."""
    return list(dict.fromkeys((*(one.speaker for one in before.passages), *labels)))


def _merged(old: _Answers, new: _Answers, asked: frozenset[str], counts: Counter[str]) -> _Answers:
    """A respondent's answers by now, in the order of before; new ones after the one that they follow."""
    merged: _Answers = {}
    for key, was in old.items():
        is_now = new.get(key)
        if key[0] not in asked or (is_now is not None and is_now.text == was.text):
            merged[key] = was
        elif is_now is not None:
            merged[key] = is_now
            counts["changed"] += 1
        else:
            counts["emptied"] += 1
    order = list(merged)
    place = 0
    for key, is_now in new.items():
        if key in old:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            merged[key] = is_now
            place += 1
            counts["filled"] += 1
    return {key: merged[key] for key in order}


def _renumbered(
    fresh: Sequence[ImportedSpeaker], source: str, taken: Iterable[str]
) -> Iterator[ImportedSpeaker]:
    """New respondents; those whom the importer numbered get numbers that nobody has."""
    last = max((number for label in taken if (number := numbered(label)) is not None), default=0)
    for one in fresh:
        if _is_named(one):
            yield one
        else:
            last += 1
            label = f"respondent {last}"
            yield replace(one, label=label, participant=named_after(source, label))


def _together(questions: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    known = set(map(name_key, questions))
    return (*questions, *(one for one in more if name_key(one) not in known))


def _same_answers(
    answers: Sequence[tuple[str, _Answer]], passages: Sequence[ImportedPassage]
) -> Iterator[Run]:
    """The answers that did not change, at their places before and now."""
    for passage, (_, one) in zip(passages, answers, strict=True):
        if one.before is not None:
            yield Run(one.before.start, passage.start, passage.end - passage.start)


def _told(
    new: int, missing: int, counts: Mapping[str, int], unasked: Sequence[str]
) -> Iterator[str]:
    if new:
        yield f"{_many(new, 'new respondent')}."
    if counts["filled"]:
        yield f"{_many(counts['filled'], 'new answer')} of respondents who were there."
    if counts["changed"]:
        yield f"{_many(counts['changed'], 'answer')} changed."
    if counts["emptied"]:
        yield f"{_many(counts['emptied'], 'answer')} left empty in the new table; taken out."
    if missing:
        yield f"{_many(missing, 'respondent')} not in the new table; kept."
    if unasked:
        shown = ", ".join(f"'{one_line(question, 60)}'" for question in unasked[:5])
        more = f" and {len(unasked) - 5} more" if len(unasked) > 5 else ""
        yield f"Questions that are not in the new table, whose answers are kept: {shown}{more}."


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
