"""Transcripts whose turns begin with a label: `Anna: words`, `Q. words`, `[id1] words`, or a name above them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from interviewcoder.domain.imported import Turn
from interviewcoder.domain.text import name_key

from .about_lines import about_lines
from .clock import TIME, milliseconds
from .end_stamps import without_stamps
from .header_layouts import TIME_ALONE
from .names import is_voice, like_a_name, plausible
from .role_words import answers, is_role_word, question_word
from .said import BOILERPLATE, Conversation, Notes, blocks_in, has_boilerplate, said

_LABEL = r"([^\s:：\[<>*•·–-][^:：\n\t]{0,39}?)[ \u00a0]?(?::(?=\s|$)|：)\s*"
_COLON = re.compile(rf"\s*(?:>>+\s+)?{_LABEL}")
_BULLET = re.compile(rf"\s*(?:[-*•·–>]\s+){_LABEL}")
_DOT = re.compile(r"\s*((?:Q|A|I|P|R|B|M|Int|Resp)\d{0,3})\.\s+", re.I)
_BRACKET = re.compile(r"\s*\[([^\]\n]{1,20})\]:?\s+")
_ANGLE = re.compile(r"\s*<([^<>\n/]{2,40})>:?\s+(?=\S)")
_TAB = re.compile(r"\s*([^\t:\n]{1,40}?)\s*\t+\s*(?=[^\s\t])(?![^\n]*\t)")
_DASH = re.compile(r"\s*([^\s:\n–—-][^:\n–—-]{0,38}?)\s+[-–—]\s+(?=\S)")
_TIME_FIRST = re.compile(rf"\s*\[({TIME})\](?:\s+|$)")
"""A time between the label and the words, where only some turns have one."""
_TIGHT = re.compile(r"\s*([^\s:：\[<>*•·\d–-][^:：\n\t]{0,39}?):(?=[^\s:/\d])")
_FEWEST_ASKED = 2
_BETWEEN_SPACES = re.compile(r" [-–—] ")
_ALL_OVER = 0.8
"""Labels before a dash or a tab hold when so many paragraphs have one."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A label that a line begins with, and where the words begin in the line."""

    name: str
    words_at: int


def read_labelled(
    lines: Sequence[str], headings: frozenset[int], voices: frozenset[str] = frozenset()
) -> Conversation | None:
    """The turns under labels; None when the lines have none that hold.

    Args:
        lines: the lines of the transcript.
        headings: indices of the lines that are headings.
        voices: keys of names that surely are labels.
    """
    if has_boilerplate(lines):
        headings |= {i for i, line in enumerate(lines) if BOILERPLATE.match(line)}
    blocks = blocks_in(lines)
    for find in (_colon, _dot, _bracket, _bullet, _angle, _tab, _dash, _tight):
        found = _found(lines, headings, find)
        if find is _colon:
            found = _alone_where_most_are(lines, found, blocks)
            found |= _examination(_found(lines, headings, _dot)) if found else {}
        for index in about_lines(lines, {i: label.name for i, label in found.items()}):
            del found[index]
        if find is _bracket:
            found = {
                i: label
                for i, label in found.items()
                if is_voice(label.name) and not TIME_ALONE.fullmatch(label.name)
            }
        if find in _WEAK:
            found = {i: label for i, label in found.items() if like_a_name(label.name)}
            if not _all_over(found, _units(lines, blocks, len(found)), _WEAK[find]):
                continue
        accepted = _accepted(lines, found, blocks, voices)
        if accepted:
            named = {label.name for label in found.values()}
            held = {name for name in named if name_key(name) in accepted}
            kept = {i: label for i, label in found.items() if label.name in held}
            return _turns(lines, headings, kept)
    alone = _names_alone(lines, headings, blocks)
    return _turns(lines, headings, alone) if alone else None


def _colon(line: str) -> re.Match[str] | None:
    return _COLON.match(line) if line.find(":", 0, 48) >= 0 or "：" in line[:48] else None


def _dot(line: str) -> re.Match[str] | None:
    return _DOT.match(line)


def _tight(line: str) -> re.Match[str] | None:
    return _TIGHT.match(line) if line.find(":", 0, 48) >= 0 else None


def _examination(found: dict[int, _Label]) -> dict[int, _Label]:
    """`Q.` and `A.` among other speakers' labels, as courts have them; none where only one of them is there."""
    counts = Counter(name_key(label.name) for label in found.values())
    kept = {key for key in ("q", "a") if counts[key] >= _FEWEST_ASKED}
    return (
        {i: label for i, label in found.items() if name_key(label.name) in kept}
        if len(kept) > 1
        else {}
    )


def _bracket(line: str) -> re.Match[str] | None:
    return _BRACKET.match(line)


def _bullet(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) if not line[:1].isalnum() else None


def _angle(line: str) -> re.Match[str] | None:
    return _ANGLE.match(line) if "<" in line[:20] else None


def _tab(line: str) -> re.Match[str] | None:
    return _TAB.match(line) if "\t" in line else None


def _dash(line: str) -> re.Match[str] | None:
    return _DASH.match(line) if _BETWEEN_SPACES.search(line, 0, 60) else None


def _alone_where_most_are(
    lines: Sequence[str], found: dict[int, _Label], blocks: int
) -> dict[int, _Label]:
    """Where labels stand on lines of their own, what else has a colon must look like a name to be one too."""
    alone = {i for i, label in found.items() if label.words_at >= len(lines[i].rstrip())}
    if len(alone) < 3 or 2 * len(alone) < blocks:
        return found
    return {i: label for i, label in found.items() if i in alone or like_a_name(label.name)}


_WEAK = {_bullet: 1, _angle: 1, _tab: 1, _dash: 3, _tight: 2}
"""Marks that much else has as well, and how often a name must occur on average for them to be a speaker's."""


def _all_over(found: Mapping[int, _Label], units: int, repeats: int) -> bool:
    """Whether labels with a weak mark are nearly everywhere, and repeat or are words for roles."""
    names = [label.name for label in found.values()]
    distinct = len(set(map(name_key, names)))
    if len(names) < max(2, _ALL_OVER * units):
        return False
    repeat = (
        distinct < len(names) and len(names) >= repeats * distinct and len(names) >= 2 * repeats
    )
    return repeat or all(map(is_role_word, names))


def _units(lines: Sequence[str], blocks: int, labelled: int) -> int:
    """How many turns there could be: paragraphs, or lines where more of them have labels than there are those."""
    return blocks if blocks >= labelled else sum(not _divides(line) for line in lines)


def _found(
    lines: Sequence[str],
    headings: frozenset[int],
    find: Callable[[str], re.Match[str] | None],
) -> dict[int, _Label]:
    """The labels by the index of their line; a numbered question's label is the word without its number."""
    found = {}
    names: dict[str, _Label | None] = {}
    for index, line in enumerate(lines):
        if not line or (match := find(line)) is None or index in headings:
            continue
        raw = match[1]
        if raw not in names:
            numbered = question_word(raw) if raw[-1:].isdigit() else None
            is_label = numbered or plausible(raw)
            # The number of a question is kept with its words.
            names[raw] = _Label(numbered or raw, 0 if numbered else -1) if is_label else None
        label = names[raw]
        if label is not None:
            found[index] = label if label.words_at == 0 else _Label(label.name, match.end())
    return found


def _accepted(
    lines: Sequence[str], found: dict[int, _Label], blocks: int, voices: frozenset[str]
) -> frozenset[str]:
    """The keys of the labels that hold: that repeat and are frequent, or that are words for a role."""
    if not found:
        return frozenset()
    keys = {name: name_key(name) for name in {label.name for label in found.values()}}
    names = {key: name for name, key in keys.items()}
    counts = Counter(keys[label.name] for label in found.values())
    labelled = len(found)
    units = _units(lines, blocks, labelled)
    frequent = 10 * labelled >= 3 * units or (labelled >= 6 and 3 * len(counts) <= labelled)
    # What stands before the first label says nothing about how the turns are labelled.
    since = min(units, blocks_in(lines[min(found) :])) if blocks >= labelled else units
    every = labelled >= units or (frequent and labelled >= max(since, 2))
    accepted = {
        key
        for key, count in counts.items()
        if key in voices
        or (count >= 2 and (frequent or is_role_word(names[key])))
        or (every and like_a_name(names[key]))
    }
    if not accepted and frequent and any(is_role_word(name) for name in names.values()):
        accepted = {key for key in counts if is_role_word(names[key]) or like_a_name(names[key])}
    covered = sum(counts[key] for key in accepted)
    if accepted:
        accepted |= {
            key
            for key in counts.keys() - accepted
            if is_role_word(names[key]) or (2 * covered >= since and like_a_name(names[key]))
        }
    singles = {
        key for key in accepted - voices if counts[key] == 1 and not is_role_word(names[key])
    }
    if singles and not every and blocks >= labelled:
        # A name that occurs once counts at the start of a paragraph or right under another label.
        heads = {
            keys[label.name]
            for index, label in found.items()
            if index == 0 or index - 1 in found or _divides(lines[index - 1])
        }
        accepted -= singles - heads
    return frozenset(accepted)


def _divides(line: str) -> bool:
    """Whether a line stands between turns: a blank one, or a time."""
    return not line.strip() or (len(line) < 40 and TIME_ALONE.fullmatch(line.strip()) is not None)


def _turns(
    lines: Sequence[str], headings: frozenset[int], found: Mapping[int, _Label]
) -> Conversation:
    starts = sorted(found)
    times = _times(lines)
    aside = headings | times.keys()
    numbered = any(label.words_at == 0 for label in found.values())
    unlabelled_answers = numbered and not any(map(answers, {at.name for at in found.values()}))
    notes = Notes.among(lines, headings)
    before = range(starts[0])
    conversation = Conversation(
        [], [lines[i].strip() for i in before if i not in times and lines[i].strip()]
    )
    at = next((times[i] for i in reversed(before) if i in times), None)
    for start, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        label = found[start]
        ends = notes.first_between(start, after)
        body = lines[start + 1 : ends]
        next_at = None
        among = aside.intersection(range(start + 1, after)) if aside else None
        if among:
            among |= {i for i in range(ends, after) if lines[i].strip()}
            body = [lines[i] for i in range(start + 1, ends) if i not in among]
            next_at = next((times[i] for i in sorted(among, reverse=True) if i in times), None)
            conversation.dropped.extend(lines[i].strip() for i in sorted(among - times.keys()))
        words = lines[start][label.words_at :]
        if timed := _TIME_FIRST.match(words):
            at, words = milliseconds(timed[1]), words[timed.end() :]
        if unlabelled_answers and label.words_at == 0 and body and body[0].strip():
            conversation.turns.append(Turn(words, label.name, at))
            conversation.turns.append(Turn(said(body)))
        else:
            conversation.turns.append(Turn(said([words, *body]), label.name, at))
        at = next_at
    conversation.turns = without_stamps(conversation.turns)
    return conversation


def _times(lines: Sequence[str]) -> dict[int, int | None]:
    """The lines that are nothing but a time, as the index and the milliseconds."""
    times = {}
    for index, line in enumerate(lines):
        if 3 < len(line) < 16 and (found := TIME_ALONE.fullmatch(line.strip())):
            times[index] = milliseconds(found[1])
    return times


def _names_alone(lines: Sequence[str], headings: frozenset[int], blocks: int) -> dict[int, _Label]:
    """Names on a line of their own above the words, by index: short, repeated and frequent ones."""
    found: dict[int, str] = {}
    before = ""
    for index, line in enumerate(lines):
        text = line.strip()
        if (
            text
            and (not before or text.isupper())
            and len(text) <= 40
            and index not in headings
            and text[-1] not in '.?!,;:…)”"'
            and like_a_name(text)
        ):
            found[index] = text
        before = text
    counts = Counter(name_key(name) for name in found.values())
    repeated = {i: name for i, name in found.items() if counts[name_key(name)] >= 2}
    if len({name_key(name) for name in repeated.values()}) < 2 or 10 * len(repeated) < 3 * blocks:
        return {}
    return {i: _Label(name, len(lines[i])) for i, name in repeated.items()}
