"""The codebook as a page of Markdown, to be read and discussed: the tree, then each code with examples."""

from collections.abc import Iterator

from interviewcoder.domain.codebook import CodeBranch
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.source import time_label
from interviewcoder.domain.text import one_line

from .codebook import CodebookContent
from .markdown_text import inline, lines
from .page_templates import counted

_LONGEST_QUOTE = 400
_DEEPEST_LIST = 12
_DEEPEST_HEADING = 6


def codebook_markdown(codebook: CodebookContent) -> str:
    """The page; the same codebook gives the same text."""
    codes, codings = len(codebook.codes), sum(one.code.codings for one in codebook.codes)
    told = f"{counted(codes, 'code')} on {counted(codings, 'coding')}."
    parts = [f"# Codebook: {inline(codebook.study)}", told if codes else "There are no codes yet."]
    if codes:
        parts.append("\n".join(_in_tree(branch) for branch in codebook.codes))
    names = {branch.code.id: branch.code.name for branch in codebook.codes}
    for branch in codebook.codes:
        parts += _section(codebook, branch, names)
    return "\n\n".join(parts) + "\n"


def _in_tree(branch: CodeBranch) -> str:
    code = branch.code
    indent = "  " * min(branch.depth, _DEEPEST_LIST)
    return f"{indent}- **{inline(code.name)}** ({code.kind.value}): {code.codings}"


def _section(codebook: CodebookContent, branch: CodeBranch, names: dict[int, str]) -> Iterator[str]:
    """A code's heading, what it means, when it is used, how often, and what it looks like."""
    code = branch.code
    level = min(branch.depth + 2, _DEEPEST_HEADING)
    yield f"{'#' * level} {inline(code.name)}"
    used = f"{counted(code.codings, 'coding')} of {counted(code.participants, 'participant')}"
    parent = names.get(code.parent_id or 0) if branch.depth else None
    under = f", under **{inline(parent)}**" if parent else ""
    yield f"*{code.kind.value.capitalize()}*{under}. {used if code.codings else 'Not used yet'}."
    if code.definition.strip():
        yield lines(code.definition)
    if code.include.strip():
        yield f"**When to use it:** {lines(code.include)}"
    if code.exclude.strip():
        yield f"**When not:** {lines(code.exclude)}"
    for coding in codebook.examples.get(code.id, ()):
        yield _quote(coding)


def _quote(coding: Coding) -> str:
    places = (coding.participant or coding.speaker, coding.source, time_label(coding.start_ms))
    where = ", ".join(dict.fromkeys(place for place in places if place))
    against = f" (speaks against {coding.code})" if coding.polarity < 0 else ""
    said = f"“{one_line(coding.text, _LONGEST_QUOTE)}”"
    return f"{lines(said, '> ')}\\\n> — {inline(f'{where}{against}')}"
