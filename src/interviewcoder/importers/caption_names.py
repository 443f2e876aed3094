"""Who speaks in captions without voice tags: `Name:`, `[Name]`, `(Name)`, `>>` and dashes at the start of lines."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from interviewcoder.domain.text import name_key

from .caption import Cue
from .names import is_heading, is_voice, like_a_name, plausible
from .role_words import is_role_word

_CHANGE = re.compile(r"\s*(?:>>+|»)\s*")
_DASH = re.compile(r"\s*[-–—]+(?:\s+|(?=\w))")
_COLON = re.compile(r"([^:：\n<>]{1,60})(?::\s+|：\s*|:$)")
_BRACKETS = re.compile(r"\[([^\]\n]{1,60})\]:?(?:\s+|$)|\(([^)\n]{1,60})\):?(?:\s+|$)")
_MARKED = re.compile(r"[:：]|>>|^\s*[\[(»–—-]")
"""Without any of these nobody is named and no change is marked."""
_MOST_LINES = 3
_FEWEST_ABOVE = 3
_NEARLY_ALL = 0.9
"""The least share of captions with a name on a line of its own above the words."""
_NO_NAME = re.compile(r"\d[\d:.,\s]*|https?|.*[?!,;]")

_Find = Callable[[str], tuple[str, str]]
"""The name that words begin with, and the rest of them."""


class _Line(NamedTuple):
    """A line of a caption: the marks of a change and the name before its words."""

    words: str
    name: str = ""
    """The name that it begins with; empty where there is none."""
    unnamed: str = ""
    """The words with the name, for names that turn out to be none."""
    changes: bool = False
    """A mark of a new speaker stands before it."""
    dashed: bool = False


def with_names(cues: Sequence[Cue]) -> list[Cue]:
    """The captions, divided where another speaker begins, with the names that hold as their speakers.

    Names before a colon hold when half of the captions have one, or when they repeat; a name that occurs once
    holds beside others that do. Names in brackets must repeat and be no sounds. A name on a line of its own must stand
    above nearly all captions. Where no names hold, `>>` and dashes still tell that another speaker begins.
    """
    if above := _named_above(cues):
        return above
    if not any(_MARKED.search(line) for cue in cues for line in cue.lines):
        return list(cues)
    for find in (_colon_name, _bracket_name):
        parsed = [_lines(cue, find) for cue in cues]
        names = _holding(parsed, find is _bracket_name)
        if names:
            return list(_divided(cues, parsed, names))
    return list(_divided(cues, parsed, frozenset()))


def _named_above(cues: Sequence[Cue]) -> list[Cue] | None:
    """The captions with their first lines as the speakers, as Teams had them; None where those are no names."""
    filled = [cue for cue in cues if any(line.strip() for line in cue.lines)]
    named = [cue for cue in filled if len(cue.lines) > 1 and _is_alone(cue.lines[0].strip())]
    names = {name_key(cue.lines[0]) for cue in named}
    enough = len(named) >= max(_FEWEST_ABOVE, _NEARLY_ALL * len(filled))
    if not enough or len(names) == len(named):
        return None
    above = {id(cue) for cue in named}
    return [
        Cue(cue.lines[1:], cue.start_ms, cue.end_ms, cue.lines[0].strip())
        if id(cue) in above
        else cue
        for cue in cues
    ]


def _is_alone(line: str) -> bool:
    return line[:1].isalnum() and like_a_name(line) and line[-1] not in ".?!,;:…。"


def _lines(cue: Cue, find: _Find) -> list[_Line]:
    """The lines of a caption. One of many lines has lost its times, so that only its first name is its own."""
    lines = _split_lines(cue)
    if find is _colon_name and len(lines) > _MOST_LINES:
        return [_line(line, find if index == 0 else _no_name) for index, line in enumerate(lines)]
    return [_line(line, find) for line in lines]


def _split_lines(cue: Cue) -> list[str]:
    """The lines with words; one that changes the speaker within itself (`>>`) is several."""
    lines = []
    for line in cue.lines:
        if ">>" in line.strip()[1:]:
            lines.extend(re.split(r"\s+(?=>>)", line))
        else:
            lines.append(line)
    return [line for line in lines if line.strip() and line.strip() not in {"-", "–", "—"}]


def _line(line: str, find: _Find) -> _Line:
    words = line.strip()
    changes = dashed = None
    if not words[:1].isalnum():
        changes = _CHANGE.match(line)
        dashed = None if changes else _DASH.match(line)
        marks = changes or dashed
        words = line[marks.end() :] if marks else words
    name, rest = find(words)
    return _Line(rest if name else words, name, words, changes is not None, dashed is not None)


def _no_name(words: str) -> tuple[str, str]:
    return "", words


def _colon_name(words: str) -> tuple[str, str]:
    found = _COLON.match(words)
    if found and not _NO_NAME.fullmatch(found[1].strip()):
        return found[1].strip(), words[found.end() :]
    return "", words


def _bracket_name(words: str) -> tuple[str, str]:
    found = _BRACKETS.match(words)
    name = (found[1] or found[2]).strip() if found else ""
    if found and name and is_voice(name) and like_a_name(name):
        return name, words[found.end() :]
    return "", words


def _holding(parsed: Sequence[Sequence[_Line]], in_brackets: bool) -> frozenset[str]:
    """The names that are taken for speakers'."""
    filled = [lines for lines in parsed if lines]
    first = [lines[0].name for lines in filled if lines[0].name]
    counts = Counter(line.name for lines in filled for line in lines if line.name)
    if not counts:
        return frozenset()
    nearly_all = 2 * len(first) >= len(filled)
    if in_brackets:
        repeated = {name for name in counts if counts[name] >= 2 or is_role_word(name)}
        return frozenset(counts) if repeated and (len(counts) >= 2 or nearly_all) else frozenset()
    named = {name for name in counts if like_a_name(name)}
    if nearly_all:
        return frozenset({name for name in first if not is_heading(name)} | named)
    likely = {name for name in counts if _is_likely(name, counts[name])}
    singles = {name for name in named if counts[name] == 1}
    if sum(counts[name] for name in likely) < max(2, 0.04 * len(filled)):
        opens = bool(filled[0][0].name) and len(singles) >= 2
        return frozenset(counts) if opens and singles == counts.keys() else frozenset()
    return frozenset(likely | singles)


def _is_likely(name: str, count: int) -> bool:
    if is_role_word(name):
        return True
    named = len(name.split()) <= 5 and (name[:1].isupper() or name[:1].isdigit())
    return count >= 2 and named and plausible(name)


def _divided(
    cues: Sequence[Cue], parsed: Sequence[Sequence[_Line]], names: frozenset[str]
) -> Iterator[Cue]:
    first = {name_key(name): name for name in sorted(names, reverse=True)}
    spelling = {name: first[name_key(name)] for name in names}
    for cue, lines in zip(cues, parsed, strict=True):
        dashes = sum(line.dashed for line in lines)
        part: Cue | None = None
        for index, line in enumerate(lines):
            named = line.name in names
            voice = spelling[line.name] if named else "" if line.changes and names else None
            # A single dash may be a pause; two of them, or one before the first words, are two speakers.
            turned = (
                named or line.changes or (line.dashed and not names and (dashes > 1 or not index))
            )
            words = line.words if named else line.unnamed
            if line.dashed and not turned:
                words = f"- {words}"
            if part is not None and not turned:
                part.lines.append(words)
                continue
            if part is not None:
                yield part
            new_voice = (turned and not named) or (cue.new_voice and not index)
            speaker = cue.speaker if voice is None else voice
            part = Cue([words], cue.start_ms, cue.end_ms, speaker, new_voice)
        if part is not None:
            yield part
