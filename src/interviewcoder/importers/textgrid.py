"""Praat's TextGrid, long and short: an interval tier a speaker, times in seconds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import one_line

from .cues import Cue, turns_of
from .moment import moment
from .sample import FileSample
from .transcript import build_transcript, omitted

_BEGINS = re.compile(
    r'(?:File type = )?"ooTextFile(?: short)?"\s*\n\s*(?:Object class = )?"TextGrid"'
)
_TOKEN = re.compile(
    r'"((?:[^"]|"")*)"|(?<!\S)([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)(?!\S)|<(exists|absent)>'
)
"""What Praat reads: texts, numbers and flags that stand alone; everything else is for people."""
_SILENCE = frozenset({"sil", "sp", "spn", "<sil>", "<p>", "<p:>", "#", "_", "silence", "pause"})
_SOUNDS_ONLY = re.compile(r"(?:^|[\s_-])(?:phones?|phonemes?|segments?|mau|syllables?)$", re.I)
_WORDS_TIER = re.compile(r"[\s_-]+(?:words?|ort|orth|utterances?|transcription)$", re.I)
_LARGEST = 1_000_000


@dataclass(slots=True)
class _Tier:
    name: str
    intervals: list[tuple[float, float, str]] = field(default_factory=list)
    points: int = 0


def recognises(sample: FileSample) -> bool:
    """Whether a file begins as Praat's TextGrids do."""
    return _BEGINS.match(sample.head) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The intervals with words in time.

    Raises:
        StudyError: it is damaged, or no interval tier has words.
    """
    try:
        tiers = list(_tiers(sample.text))
    except (StopIteration, RuntimeError, ValueError, TypeError) as error:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' is not whole: its TextGrid cannot be read.",
            "Open it in Praat and save it again as a text file.",
        ) from error
    spoken = [tier for tier in tiers if tier.intervals and not _SOUNDS_ONLY.search(tier.name)]
    spoken = spoken or [tier for tier in tiers if tier.intervals]
    cues = [
        Cue([text], moment(start), moment(end), _WORDS_TIER.sub("", tier.name) or tier.name)
        for tier in spoken
        for start, end, text in tier.intervals
        if text.strip() and text.strip().casefold() not in _SILENCE
    ]
    cues.sort(key=lambda cue: cue.start_ms or 0)
    other = sum(len(tier.intervals) for tier in tiers if tier not in spoken)
    return build_transcript(
        sample,
        options,
        turns_of(cues),
        warnings=(
            *omitted(other, "interval", "on tiers of single sounds"),
            *omitted(sum(tier.points for tier in tiers), "point", "on point tiers"),
        ),
    )


def _tiers(text: str) -> Iterator[_Tier]:
    tokens = _values(text[text.index('"TextGrid"') + len('"TextGrid"') :])
    next(tokens), next(tokens)
    if next(tokens) != "<exists>":
        return
    for _ in range(_count(next(tokens))):
        kind, name = next(tokens), str(next(tokens))
        next(tokens), next(tokens)
        size = _count(next(tokens))
        tier = _Tier(name)
        for _ in range(size):
            if kind == "IntervalTier":
                start, end, words = next(tokens), next(tokens), str(next(tokens))
                tier.intervals.append((float(start), float(end), words))
            else:
                next(tokens), next(tokens)
                tier.points += 1
        yield tier


def _values(text: str) -> Iterator[str | float]:
    for found in _TOKEN.finditer(text):
        quoted, number, flag = found.groups()
        if quoted is not None:
            yield quoted.replace('""', '"')
        elif number is not None:
            yield float(number)
        else:
            yield f"<{flag}>"


def _count(value: str | float) -> int:
    """A size; ValueError where it is none that a file could have."""
    if isinstance(value, str) or not 0 <= value <= _LARGEST:
        raise ValueError("not a size")
    return int(value)
