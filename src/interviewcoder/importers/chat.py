"""CHAT (.cha) of TalkBank: headers, `*ANA:` lines with words, `%` lines about them, times in bullets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import one_line

from .chat_markup import BULLET, readable
from .cues import Cue, turns_of
from .sample import FileSample
from .transcript import build_transcript, omitted

_BEGINS = re.compile(r"@(?:UTF8|Begin|Languages:|Participants:|Loc:)")
_SPOKEN = re.compile(r"\*([^:\s]{1,30}):\s*(.*)", re.S)
_ASKING_ROLES = frozenset({"investigator", "interviewer", "examiner", "moderator"})
"""Roles of those who ask, as the manual's list has them, and two that people add."""


@dataclass(slots=True)
class _Headers:
    """Who speaks: labels by codes, and the labels of those who ask."""

    labels: dict[str, str] = field(default_factory=dict)
    asking: set[str] = field(default_factory=set)


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with CHAT's headers, or is called .cha."""
    return _BEGINS.match(sample.head) is not None or sample.suffix == ".cha"


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The utterances as turns. Raises StudyError when no line has words of a speaker."""
    lines = list(_lines(sample.text.removeprefix("\ufeff")))
    headers = _headers(lines)
    cues = list(_cues(lines, headers))
    if not cues:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' has no line of a speaker (`*ANA: words`).",
            "Check that it is a CHAT transcript and that it was saved whole.",
        )
    notes = sum(1 for line in lines if line.startswith("%"))
    others = [line for line in lines if line[0] not in "@*%"]
    return build_transcript(
        sample,
        options,
        turns_of(cues),
        asking=frozenset(headers.asking),
        warnings=(
            *omitted(
                notes, "line", "that depends on an utterance (%)", "that depend on utterances (%)"
            ),
            *omitted(len(others), "line", "of no speaker"),
        ),
    )


def _lines(text: str) -> Iterator[str]:
    """The lines with those that go on with them, which begin with a tab."""
    whole: list[str] = []
    for line in text.split("\n"):
        if line[:1] in {"\t", " "} and whole:
            whole.append(line.strip())
            continue
        if whole:
            yield " ".join(whole)
        whole = [line] if line.strip() else []
    if whole:
        yield " ".join(whole)


def _headers(lines: Sequence[str]) -> _Headers:
    """`@Participants: ANA Ana_Ruiz Investigator, ...`, and the roles in `@ID` lines."""
    headers = _Headers()
    roles: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name == "@Participants":
            for entry in value.split(","):
                parts = entry.split()
                if parts:
                    roles[parts[0]] = parts[-1] if len(parts) > 1 else ""
                    named = parts[1] if len(parts) > 2 else parts[0]
                    headers.labels[parts[0]] = named.replace("_", " ")
        elif name == "@ID":
            fields = [part.strip() for part in value.split("|")]
            if len(fields) > 7 and fields[2] and fields[7]:
                roles.setdefault(fields[2], fields[7])
    for code, role in roles.items():
        if role.casefold() in _ASKING_ROLES:
            headers.asking.add(headers.labels.get(code, code))
    return headers


def _cues(lines: Sequence[str], headers: _Headers) -> Iterator[Cue]:
    for line in lines:
        if found := _SPOKEN.fullmatch(line):
            code, utterance = found.groups()
            times = BULLET.findall(utterance)
            start = int(times[0][0]) if times and len(times[0][0]) < 16 else None
            end = int(times[-1][1]) if times and len(times[-1][1]) < 16 else None
            words = readable(BULLET.sub("", utterance))
            yield Cue([words], start, end, headers.labels.get(code, code))
