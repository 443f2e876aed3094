"""Paragraphs with headings and bold beginnings, as Markdown and documents have them, into lines with labels."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewcoder.domain.text import name_key, one_line, sanitise

from .names import heads_notes
from .role_words import is_role_word
from .timed_headers import is_timed_header

_NAME_WORD = re.compile(r"[^\W\d_a-zß-ÿ]|\d")
_LONGEST_LABEL = 40
_WORDS = re.compile(r"[^\W\d_]{2}|[^\W\d_]\W?\d")
_ROMAN = re.compile(r"\W*[ivxlcdm]+\W*", re.I)
_COLONS = frozenset(":：")
_QUESTION_MARKS = frozenset("?？؟")
_SENTENCE_ENDS = frozenset(".?!,;…")


Run = tuple[str, bool]
"""Words, and whether they are bold."""


@dataclass(slots=True)
class Block:
    """A line of Markdown or a paragraph of a document."""

    text: str
    level: int = 0
    """Of a heading, from 1; 0 for other text."""
    lead: str = ""
    """The bold words that it begins with."""
    bold: bool = False
    """Whether all of it is bold."""


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """Blocks as lines. Headings that name speakers, and bold beginnings that do, became `Name:`."""

    lines: list[str]
    headings: frozenset[int]
    """The indices of the lines that are headings and no speakers."""
    voices: frozenset[str]
    """The keys of the names that headings and bold beginnings tell."""
    questions: frozenset[int] = frozenset()
    """The indices of headings and bold lines that are questions."""


def block_of(runs: Sequence[Run], level: int = 0, notes: Sequence[str] = ()) -> Block:
    """A paragraph of runs of words, with its footnotes and endnotes.

    Args:
        runs: the words in order.
        level: of a heading, from 1; 0 for other text.
        notes: the words of the notes that the paragraph refers to.
    """
    text = sanitise("".join(words for words, _ in runs))
    lead = ""
    for words, bold in runs:
        if words.strip() and not bold:
            break
        lead += words
    lead = sanitise(lead).strip()
    text = text.strip()
    first, _, _ = lead.partition("\n")
    return Block(annotated(text, notes), level, first.strip(), bool(text) and lead == text)


def list_label(written: str) -> str:
    """What stands before the item of a list, if it is words (`Q1:`) and no bullet or mere counter.

    >>> list_label("Q1:"), list_label("(iv)"), list_label("a."), list_label("•")
    ('Q1:', '', '', '')
    """
    label = " ".join(written.split())
    return label if _WORDS.search(label) and not _ROMAN.fullmatch(label) else ""


def annotated(text: str, notes: Sequence[str]) -> str:
    """A paragraph with its notes after it, each in brackets.

    They stand there and not at their references, so that no sentence is interrupted and no name grows.

    >>> annotated("Ana: I love maps.", ["Those of paper."])
    'Ana: I love maps. [Those of paper.]'
    """
    written = [f"[{words}]" for note in notes if (words := one_line(note))]
    if not written:
        return text
    between = "\n" if is_timed_header(text) else " " if text else ""
    return f"{text}{between}{' '.join(written)}"


def labelled_lines(blocks: Sequence[Block]) -> LabelledLines:
    """The blocks as lines, with the speakers that their marks tell as labels."""
    voices = _heading_voices(blocks)
    leads = _bold_leads(blocks)
    bold = _bold_voices(blocks, leads)
    lines: list[str] = []
    headings: set[int] = set()
    questions: set[int] = set()
    for index, block in enumerate(blocks):
        text = block.text
        if block.level:
            if name_key(text.strip(" :")) in voices:
                text = f"{text.strip(' :')}:"
            elif not is_timed_header(text):
                headings.add(len(lines))
        elif index in leads and name_key(leads[index]) in bold:
            text = f"{leads[index]}: {text[len(block.lead) :].lstrip(' :：')}".rstrip()
        if (block.level or block.bold) and text.rstrip()[-1:] in _QUESTION_MARKS:
            questions.add(len(lines))
        first, *more = text.split("\n")
        lines.append(first)
        lines.extend(more)
    return LabelledLines(lines, frozenset(headings), voices | bold, frozenset(questions))


def _heading_voices(blocks: Sequence[Block]) -> frozenset[str]:
    """The keys of headings that name speakers: that repeat, name a role, or stand among those that repeat one."""
    found = [
        (name_key(block.text.strip(" :")), block.level)
        for block in blocks
        if block.level and len(block.text) <= _LONGEST_LABEL and not heads_notes(block.text)
    ]
    counts = Counter(key for key, _ in found)
    voices = {key for key, _ in found if counts[key] >= 2 or is_role_word(key)}
    at_level = Counter(level for _, level in found)
    levels = {
        level
        for key, level in found
        if is_role_word(key) and (counts[key] >= 2 or at_level[level] == 2)
    }
    for block in blocks:
        key = name_key(block.text.strip(" :"))
        if block.level in levels and counts[key] and _is_named(block.text):
            voices.add(key)
    are_people = len(voices) > 1 or any(map(is_role_word, voices))
    return (
        frozenset(voices) if are_people and sum(counts[key] for key in voices) >= 2 else frozenset()
    )


def _bold_leads(blocks: Sequence[Block]) -> dict[int, str]:
    """The bold beginnings that could be labels, by the index of their block.

    Where most are followed by a colon, the others are names in a list or emphasis, unless they stand alone.
    """
    found = {i: block for i, block in enumerate(blocks) if not block.level and _may_name(block)}
    if 2 * sum(map(_has_colon, found.values())) >= len(found):
        found = {
            i: block
            for i, block in found.items()
            if _has_colon(block) or block.text.strip() == block.lead
        }
    leads = {i: block.lead.rstrip(" :：") for i, block in found.items()}
    return {
        i: lead
        for i, lead in leads.items()
        if lead[-1:] not in _SENTENCE_ENDS or is_role_word(lead)
    }


def _bold_voices(blocks: Sequence[Block], leads: Mapping[int, str]) -> frozenset[str]:
    """The keys of bold beginnings that are names: frequent or few, and repeated or nearly everywhere."""
    filled = sum(1 for block in blocks if block.text.strip() and not block.level)
    counts = Counter(map(name_key, leads.values()))
    few = len(leads) >= 6 and 3 * len(counts) <= len(leads)
    if len(leads) < 2 or not (few or 10 * len(leads) >= 3 * filled):
        return frozenset()
    everywhere = 2 * len(leads) >= filled
    return frozenset(
        name_key(lead)
        for lead in leads.values()
        if lead and (counts[name_key(lead)] >= 2 or (everywhere and _is_named(lead)))
    )


def _has_colon(block: Block) -> bool:
    after = block.text[len(block.lead) :].lstrip()
    return block.lead[-1:] in _COLONS or after[:1] in _COLONS


def _may_name(block: Block) -> bool:
    """Whether bold words could be a speaker's name and not all of a line with a name and a time."""
    return (
        0 < len(block.lead) <= _LONGEST_LABEL
        and ":" not in block.lead[:-1]
        and not is_timed_header(block.text.split("\n", 1)[0])
    )


def _is_named(text: str) -> bool:
    words = text.strip(" :").split()
    return 0 < len(words) <= 4 and all(_NAME_WORD.match(word) for word in words)
