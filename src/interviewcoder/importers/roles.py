"""Who asks and who answers: the role of each speaker of a transcript, and the participants' names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interviewcoder.domain.imported import ImportedSpeaker, Turn, VoiceMapping, named_after
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import name_key, one_line

from .role_words import answers, asks, is_generic
from .spellings import fullest_spellings

_STATED = re.compile(r"\binterviewers?\b\s*(?:is|are|was|were|:|=)\s*([^\n;]{1,120})", re.I)
_PAIR = re.compile(r"^\W*([^\W\d_][^:：\n]{0,40}?)\s*[:：]\s*([^\n;|]{1,120})", re.M)
_IN_BRACKETS = re.compile(r"([^\n,;:()\[\]]{1,60}?)\s*[(\[]([^\n()\[\]]{1,40})[)\]]")
_BETWEEN_NAMES = re.compile(r",|&|/|\b(?:and|und|y|e|et|og|och|en)\b|\.\s|\.$")
_WORD = re.compile(r"[^\W_]+")
_SOUND = re.compile(r"(?:[(\[♪<*][^()\[\]♪]*[)\]♪>*]?\s*)+")
_CLEAR = 1.5
"""How many times the share of questions of the next speaker the interviewer's must be."""
_PRESENT = 0.15
"""The least share of all turns that are the interviewer's, among more than two."""
_ENDING = 120
"""So many characters at the end of a turn are looked at for a question."""
_ASKING = 0.3
"""The least share of an interviewer's turns that are questions."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers of a transcript with their roles, and what is uncertain about them."""

    speakers: tuple[ImportedSpeaker, ...]
    warnings: tuple[str, ...] = ()


def cast(
    turns: Sequence[Turn],
    source_name: str,
    interviewers: Sequence[str] = (),
    preamble: str = "",
    asides: frozenset[str] = frozenset(),
    stated: frozenset[str] = frozenset(),
    told: Sequence[VoiceMapping] = (),
    usual: Sequence[str] = (),
) -> Cast:
    """The role and the participant's name of each label in the turns, in order of first appearance.

    Args:
        turns: what was said, with clean labels.
        source_name: names a participant whose label tells no name.
        interviewers: names the user gave; each counts where it is a label or a part of one.
        preamble: text before the first turn, which may say who the interviewer is.
        asides: labels that are neither interviewer nor participant.
        stated: labels that the file itself says are interviewers.
        told: the roles that the user gives to labels, whatever they look like.
        usual: names of those who ask in most transcripts; they count where neither file nor label tells who asks.
    """
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    asides |= _sounds(turns, labels)
    given = _given(labels, told)
    people = fullest_spellings([label for label in labels if label not in asides or label in given])
    people, known = _people(people, given)
    voices = list(dict.fromkeys(people.values()))
    spoken = [
        replace(turn, speaker=people[turn.speaker]) for turn in turns if turn.speaker in people
    ]
    asking = frozenset(person for person in voices if known.get(person) is Role.INTERVIEWER)
    warnings: list[str] = []
    if not asking and set(voices) - set(known):
        asking, warnings = _interviewers(
            voices,
            spoken,
            source_name,
            interviewers,
            preamble,
            frozenset(people.get(label, label) for label in stated),
            usual,
        )
    roles = {
        person: known.get(person, Role.INTERVIEWER if person in asking else Role.PARTICIPANT)
        for person in voices
    }
    names = _participant_names(
        [person for person in voices if roles[person] is Role.PARTICIPANT], source_name
    )
    warnings.extend(_same(people))
    if voices == [""] and not given:
        warnings.append(f"No speakers were found: all of it is taken as {source_name}'s words.")
    elif voices and not names and not given:
        warnings.append("Every speaker is taken for an interviewer; check the roles.")
    return Cast(
        tuple(
            ImportedSpeaker(label, roles[people[label]], names.get(people[label]))
            if label in people
            else ImportedSpeaker(label, Role.OTHER)
            for label in labels
        ),
        tuple(warnings),
    )


def _given(labels: Sequence[str], told: Sequence[VoiceMapping]) -> dict[str, Role]:
    """The roles that the user gives, by the labels as they are in the turns."""
    roles = {name_key(voice.label): voice.role for voice in told}
    return {label: roles[name_key(label)] for label in labels if name_key(label) in roles}


def _people(
    spellings: Mapping[str, str], given: dict[str, Role]
) -> tuple[Mapping[str, str], Mapping[str, Role]]:
    """The person of each label, and the roles of those people of whom the user says one.

    A label that is given another role than its fullest spelling is a person of its own.
    """
    known = {spellings[label]: role for label, role in given.items()} | given
    people = {
        label: label if given.get(label, known.get(person)) != known.get(person) else person
        for label, person in spellings.items()
    }
    return people, known


def _sounds(turns: Sequence[Turn], labels: Sequence[str]) -> frozenset[str]:
    """The empty label where it holds only sounds beside the words of others: `(clock ticking)`."""
    unnamed = [turn.text.strip() for turn in turns if not turn.speaker]
    is_sound = bool(unnamed) and len(labels) > 1 and all(map(_SOUND.fullmatch, unnamed))
    return frozenset({""}) if is_sound else frozenset()


def _same(people: Mapping[str, str]) -> list[str]:
    """A warning about labels that are taken for one person."""
    shorter = [label for label, person in people.items() if label != person]
    if not shorter:
        return []
    more = f" (and {len(shorter) - 1} more such)" if len(shorter) > 1 else ""
    return [
        f"{one_line(shorter[0], 40)} and {one_line(people[shorter[0]], 60)} are taken for one person{more}."
    ]


def _interviewers(
    voices: Sequence[str],
    turns: Sequence[Turn],
    source_name: str,
    named: Sequence[str],
    preamble: str,
    stated: frozenset[str],
    usual: Sequence[str],
) -> tuple[frozenset[str], list[str]]:
    warnings: list[str] = []
    if named:
        if found := _called(voices, named):
            return found, warnings
        warnings.append("None of the interviewers named speaks here; the roles are guessed.")
    if found := stated & frozenset(voices):
        return found, warnings
    if found := frozenset(label for label in voices if label and asks(label)):
        return found, warnings
    if found := _called(voices, usual):
        return found, warnings
    if len(voices) < 2:
        return frozenset(), warnings
    if found := _stated(voices, preamble):
        return found, warnings
    if found := _beside_participants(voices):
        return found, warnings
    interviewed = _in_file_name(voices, source_name)
    if interviewed is not None and interviewed == _most_asking(voices, turns):
        # A file may be named after who holds the interviews as well.
        interviewed = None
    rest = [label for label in voices if label != interviewed]
    if len(rest) == 1:
        return frozenset(rest), warnings
    if (guess := _most_asking(rest, turns)) is not None:
        warnings.append(
            f"{one_line(guess, 60) or 'The first voice'} is taken for the interviewer, "
            "who asks the most; --interviewer names another."
        )
        return frozenset({guess}), warnings
    warnings.append("The interviewer is not clear: all are participants; --interviewer names one.")
    return frozenset(), warnings


def _called(voices: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """The labels that one of the names is, or is a part of: `Jonas` calls `Jonas Rosland`."""
    wanted = [set(_words(name)) for name in names if name.strip()]
    called = set()
    for label in voices:
        words = set(_words(label))
        for name in wanted:
            if words and name and (name <= words or (words < name and not is_generic(label))):
                called.add(label)
    return frozenset(called)


def _stated(voices: Sequence[str], preamble: str) -> frozenset[str]:
    """The labels of those whom the text before the first turn calls the interviewer.

    `Interviewer: Ana`, `Ana Ruiz (interviewer)`, in the languages of the words for roles; or the one voice beside
    those that it calls the interviewees.
    """
    top = preamble[:5000]
    asking = [found[1] for found in _STATED.finditer(top)]
    asking += [found[2] for found in _PAIR.finditer(top) if asks(found[1])]
    asking += [found[1] for found in _IN_BRACKETS.finditer(top) if asks(found[2])]
    for written in asking:
        called = _among(voices, written)
        if called and len(called) < len(voices):
            return called
    answering = [found[2] for found in _PAIR.finditer(top) if answers(found[1])]
    answering += [found[1] for found in _IN_BRACKETS.finditer(top) if answers(found[2])]
    answered = frozenset(label for written in answering for label in _among(voices, written))
    rest = [label for label in voices if label and label not in answered]
    return frozenset(rest) if answered and len(rest) == 1 else frozenset()


def _among(voices: Sequence[str], written: str) -> frozenset[str]:
    """The labels of the people whose names or initials are written down."""
    names = [name.strip() for name in _BETWEEN_NAMES.split(written) if name.strip()]
    return _called(voices, names) or frozenset(
        label for label in voices if _initials(label) in names
    )


def _beside_participants(voices: Sequence[str]) -> frozenset[str]:
    """The one voice that has a name where all the others are `Participant` or the like.

    `A` and `B` only count the voices, so that `A` is no answer there.
    """
    rest = [label for label in voices if not answers(label)]
    if rest == ["B"]:
        return frozenset()
    return frozenset(rest) if len(rest) == 1 and len(voices) > 1 and rest[0] else frozenset()


def _in_file_name(voices: Sequence[str], source_name: str) -> str | None:
    """The one label whose words are in the file's name: an interview is named after who is interviewed."""
    there = {word for word in _words(source_name) if len(word) >= 3}
    named = {label: set(_words(label)) for label in voices if not is_generic(label)}
    for fits in (set.issubset, _shares):
        matching = [label for label, words in named.items() if words and fits(words, there)]
        if len(matching) == 1:
            return matching[0]
    return None


def _shares(words: set[str], there: set[str]) -> bool:
    return bool(words & there)


def _most_asking(voices: Sequence[str], turns: Sequence[Turn]) -> str | None:
    """The voice with clearly the highest share of questions, who is not the one that talks most."""
    spoken = dict.fromkeys(voices, 0)
    questions = dict.fromkeys(voices, 0)
    words = dict.fromkeys(voices, 0)
    for turn in turns:
        if turn.speaker in spoken:
            spoken[turn.speaker] += 1
            words[turn.speaker] += turn.text.count(" ") + 1
            ending = turn.text[-_ENDING:]
            questions[turn.speaker] += "?" in ending or "？" in ending or "؟" in ending
    shares = sorted(((questions[label] / spoken[label], label) for label in voices), reverse=True)
    (best, label), (next_best, _) = shares[0], shares[1]
    talks_most = words[label] == max(words.values()) and words[label] > 1.2 * min(words.values())
    # Among many voices, one who asks twice and is silent is not the interviewer.
    speaks_up = len(voices) == 2 or spoken[label] >= _PRESENT * sum(spoken.values())
    if best >= _ASKING and best >= _CLEAR * next_best and speaks_up and not talks_most:
        return label
    return None


def _participant_names(labels: Sequence[str], source_name: str) -> Mapping[str, str]:
    generic = {label for label in labels if is_generic(label)}
    names = {}
    for label in labels:
        if label not in generic:
            names[label] = label
        elif len(generic) == 1 or not label:
            names[label] = source_name
        else:
            names[label] = named_after(source_name, label)
    return names


def _words(name: str) -> list[str]:
    return _WORD.findall(name_key(name))


def _initials(label: str) -> str:
    return "".join(word[0].upper() for word in _words(label))
