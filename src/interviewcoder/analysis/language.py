"""The one door to spaCy: where sentences begin and end.

A blank pipeline with the rule-based sentencizer: on transcripts of spoken English it finds sentences as well
as the small statistical model, at hundreds of thousands of words a second. Speech without any punctuation
has no sentences that could be found; there the whole passage is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from interviewcoder.domain.coding import Span

if TYPE_CHECKING:
    from spacy.language import Language

FALLBACK = "xx"
"""spaCy's name for any language."""

_pipelines: dict[str, Language] = {}
_lock = Lock()


def sentences(passages: Sequence[tuple[int, str]], language: str) -> Iterator[Span]:
    """The sentences of passages, one passage after the other.

    spaCy is loaded at the first call, which takes half a second: call it in a worker.

    Args:
        passages: where each begins in its source's text, and its own text.
        language: a code such as `en` or `pt-BR`; of a language that spaCy does not know, the rules that fit
            most languages are used.

    Yields:
        Spans in the source's text, in order, without white space around them. None reaches over the end of a
        passage; a passage of white space has none.
    """
    nlp = _pipeline(language)
    for start, text in passages:
        for piece_start, piece in _pieces(text, nlp.max_length):
            for span in _sentences_of(nlp, piece):
                yield Span(start + piece_start + span.start, start + piece_start + span.end)


def _sentences_of(nlp: Language, text: str) -> Iterator[Span]:
    if not text.strip():
        return
    # The vocabulary of a pipeline grows as it reads and is shared: one reader at a time.
    with _lock:
        found = [(sentence.start_char, sentence.end_char) for sentence in nlp(text).sents]
    for start, end in found:
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            begin = start + len(words) - len(words.lstrip())
            yield Span(begin, begin + len(stripped))


def _pieces(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """The text in pieces that the pipeline takes, cut at white space where there is any."""
    start = 0
    while len(text) - start > limit:
        cut = max(text.rfind(" ", start, start + limit), text.rfind("\n", start, start + limit))
        end = cut + 1 if cut > start else start + limit
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _pipeline(language: str) -> Language:
    """The pipeline of a language, made once."""
    code = language.strip().lower().replace("_", "-").split("-")[0] or FALLBACK
    with _lock:
        if code not in _pipelines:
            import spacy

            try:
                nlp = spacy.blank(code)
            except (ImportError, ValueError, OSError):
                # Unknown, or its tokenizer is a package that is not installed.
                nlp = spacy.blank(FALLBACK)
            nlp.add_pipe("sentencizer")
            _pipelines[code] = nlp
        return _pipelines[code]
