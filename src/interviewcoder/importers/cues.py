"""Timed cues, as captions and speech recognisers write them, into turns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interviewcoder.domain.imported import Turn

from .role_words import is_role_word

_NAMED = re.compile(r"([^:：\n<>]{1,60})(?::\s+|：\s*)(?=\S)")
_NO_NAME = re.compile(r"\d[\d:.,\s]*|https?|.*[?!,;]")
_SPEAKER_CHANGE = re.compile(r"\s*(?:>>+|&gt;&gt;|[-–—]\s)\s*")
_SENTENCE_END = (".", "?", "!", "…", ".”", '."', "。", "？", "！")
_BLOCK = 350
"""From this length on, unnamed speech is divided at the end of a sentence, in code points."""
_BLOCK_LIMIT = 1500
_PAUSE_MS = 4000
"""A pause that divides unnamed speech."""


@dataclass(slots=True)
class Cue:
    """Words shown for a while. `speaker` is None where the cue names nobody."""

    lines: list[str]
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    new_voice: bool = field(default=False)
    """Another, unnamed, speaker begins here."""


def turns_of(cues: Sequence[Cue]) -> Iterator[Turn]:
    """The cues as turns: neighbours of one speaker joined by a single space, rolling repeats removed.

    Speech that names nobody is divided at long pauses, at marks of a new speaker and, once it is long,
    at the ends of sentences, so that a whole recording does not become one passage.
    """
    if _rolls(cues):
        cues = list(_unrolled(cues))
    if not any(cue.speaker for cue in cues):
        _take_names(cues)
    named = any(cue.speaker for cue in cues)
    words: list[str] = []
    length, speaker = 0, ""
    start: int | None = None
    end: int | None = None
    for cue in cues:
        text = " ".join(" ".join(cue.lines).split())
        changed = _SPEAKER_CHANGE.match(text) if not named else None
        if changed:
            text = text[changed.end() :]
        if not text:
            continue
        voice = speaker if cue.speaker is None else cue.speaker
        divided = voice != speaker or bool(changed) or cue.new_voice
        if not voice and words and not divided:
            pause = cue.start_ms - end if cue.start_ms is not None and end is not None else 0
            ended = length >= _BLOCK and words[-1].endswith(_SENTENCE_END)
            divided = ended or length >= _BLOCK_LIMIT or pause >= _PAUSE_MS
        if words and divided:
            yield Turn(" ".join(words), speaker, start, end)
            words, length = [], 0
        if not words:
            speaker, start, end = voice, cue.start_ms, cue.end_ms
        words.append(text)
        length += len(text) + 1
        if cue.end_ms is not None and (end is None or cue.end_ms > end):
            end = cue.end_ms
    if words:
        yield Turn(" ".join(words), speaker, start, end)


def _take_names(cues: Iterable[Cue]) -> None:
    """Move `Name: ` at the start of cues into their speaker, where the names look like names."""
    found: list[tuple[Cue, str, int]] = []
    total = 0
    for cue in cues:
        first = next((line for line in cue.lines if line.strip()), None)
        if first is None:
            continue
        total += 1
        match = _NAMED.match(first)
        if match and not _NO_NAME.fullmatch(match[1].strip()):
            found.append((cue, match[1].strip().lstrip("->").strip(), match.end()))
    if not found:
        return
    counts = Counter(name for _, name, _ in found)
    nearly_all = 2 * len(found) >= total
    plausible = {name for name in counts if nearly_all or _likely(name, counts[name])}
    if not nearly_all and sum(counts[name] for name in plausible) < max(2, 0.04 * total):
        return
    for cue, name, end in found:
        if name in plausible:
            index = next(i for i, line in enumerate(cue.lines) if line.strip())
            cue.lines[index] = cue.lines[index][end:]
            cue.speaker = name


def _likely(name: str, count: int) -> bool:
    if is_role_word(name):
        return True
    return count >= 2 and len(name.split()) <= 5 and (name[:1].isupper() or name[:1].isdigit())


def _rolls(cues: Sequence[Cue]) -> bool:
    """Whether captions roll: most cues repeat the last line of the cue before."""
    repeats = 0
    last = None
    for cue in cues:
        lines = [line for line in cue.lines if line.strip()]
        if lines:
            repeats += lines[0].strip() == last
            last = lines[-1].strip()
    return len(cues) >= 4 and repeats >= 0.3 * len(cues)


def _unrolled(cues: Iterable[Cue]) -> Iterator[Cue]:
    last = None
    for cue in cues:
        lines = [line.strip() for line in cue.lines if line.strip()]
        fresh = lines[1:] if lines and lines[0] == last else lines
        if lines:
            last = lines[-1]
        if fresh:
            yield Cue(fresh, cue.start_ms, cue.end_ms, cue.speaker)
