"""Markdown: front matter left out, headings and bold names as speakers, marks taken off the words."""

import re

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .blocks import Block, labelled_lines
from .conversation import read_conversation
from .plain_text import from_conversation
from .sample import FileSample

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_BOLD_LEAD = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)([^*_\n]{1,60}?)(?:\*\*|__)")
_BOLD_QUESTION = re.compile(
    r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(\*\*|__)(?=\S)([^*\n]{1,1000}[?？؟])\1\s*"
)
_BOLD_LABEL = re.compile(r"^\s*(?:\*\*|__)[^*\n]{1,60}(?:\*\*|__)", re.M)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_AUTO_LINK = re.compile(r"<(https?://[^<>\s]+)>")
_STRONG = re.compile(
    r"\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*|__(?=[^\s_])((?:[^_\n]|_(?!_))+)(?<=\S)__"
)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])")
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~-])")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")


def recognises(sample: FileSample) -> bool:
    """Whether a file is called .md, or is text whose paragraphs begin with bold names."""
    if sample.suffix in {".md", ".markdown"}:
        return bool(sample.text)
    return ("**" in sample.head or "__" in sample.head) and len(
        _BOLD_LABEL.findall(sample.head)
    ) >= 2


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a Markdown text. Raises StudyError when there are no words in it."""
    text = sample.text.removeprefix("\ufeff")
    front = _FRONT_MATTER.match(text)
    warnings: tuple[str, ...] = ()
    if front:
        text = text[front.end() :]
        warnings = ("The front matter (between the lines ---) was left out.",)
    text = _without_comments(text)
    marked = labelled_lines([_block(line) for line in text.split("\n")])
    return from_conversation(
        sample,
        options,
        read_conversation(marked.lines, marked.headings, marked.voices, marked.questions),
        warnings=warnings,
    )


def _without_comments(text: str) -> str:
    kept = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + 3
    return "".join(kept) + text[position:]


def _block(line: str) -> Block:
    if line.lstrip().startswith("#") and (heading := _HEADING.fullmatch(line)):
        return Block(unmarked(heading[2]), len(heading[1]))
    if not line.strip() or _RULE.fullmatch(line):
        return Block("")
    line = line[quoted.end() :] if (quoted := _QUOTED.match(line)) else line
    if asked := _BOLD_QUESTION.fullmatch(line):
        return Block(unmarked(asked[2]), bold=True)
    lead = _BOLD_LEAD.match(line)
    if lead is None:
        return Block(unmarked(line))
    line = line[lead.start(1) - 2 :]
    return Block(unmarked(line), 0, unmarked(lead[1]).strip())


def unmarked(text: str) -> str:
    """A line without Markdown's marks: the words of links, of bold and of emphasised text.

    >>> unmarked("so **very** [good](https://example.org) at snake_case")
    'so very good at snake_case'
    """
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<http" in text:
        text = _AUTO_LINK.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = _STRONG.sub(lambda bold: bold[1] or bold[2], text)
        text = _EMPHASIS.sub(r"\1", text)
    if "_" in text:
        text = _UNDERSCORED.sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
