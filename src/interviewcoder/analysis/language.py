"""The one door to spaCy: where sentences begin and end, and where names stand.

A blank pipeline with the rule-based sentencizer: on transcripts of spoken English it finds sentences as well
as the small statistical model, at hundreds of thousands of words a second. Speech without any punctuation
has no sentences that could be found; there the whole passage is one.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from interviewcoder.domain.coding import Span
from interviewcoder.domain.name_review import NameKind

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
    for start, end in _parted(text, found):
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            begin = start + len(words) - len(words.lstrip())
            yield Span(begin, begin + len(stripped))


_STOP = re.compile(r"[。！？｡]+[」』）”’]*")


def _parted(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences parted at full-width stops as well, behind which no space is written; not all pipelines see them."""
    for start, end in found:
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end:
                yield start, stop.end()
                start = stop.end()
        yield start, end


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
    code = _code_of(language)
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


# -- Names -----------------------------------------------------------------------------------------------------

_KINDS = {
    "PERSON": NameKind.PERSON,
    "PER": NameKind.PERSON,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE,
    "ORG": NameKind.ORGANISATION,
}
"""What the labels of models mean; others (dates, money, groups of people) are no names."""
_NOT_NEEDED = ("parser", "lemmatizer", "textcat", "textcat_multilabel", "entity_linker", "coref")
_FINDERS = frozenset(("ner", "entity_ruler"))
_SIZES = ("lg", "md", "sm")
_PIECE = 8_000
_models: dict[tuple[str, str], Language | None] = {}


def naming_model(language: str, wanted: str = "") -> str | None:
    """The name of the installed model that finds names in a language; None where there is none.

    Args:
        wanted: the one to take if it is installed and finds names; else the largest is taken.
    """
    nlp = _model(language, wanted)
    return None if nlp is None else f"{nlp.meta['lang']}_{nlp.meta['name']}"


def named_entities(text: str, language: str, wanted: str = "") -> Iterator[tuple[Span, NameKind]]:
    """The names that the installed model finds in a text: persons, places, organisations; other proper nouns as well.

    Loading takes a second, reading some 10,000 words a second: call it in a worker. Without a model there is nothing.

    Args:
        language: a code such as `en` or `pt-BR`.
        wanted: as of `naming_model`.
    """
    nlp = _model(language, wanted)
    if nlp is None:
        return
    for start, piece in _pieces(text, _PIECE):
        with _lock:
            doc = nlp(piece)
        for entity in doc.ents:
            kind = _KINDS.get(entity.label_)
            if kind is not None:
                yield Span(start + entity.start_char, start + entity.end_char), kind
        begin: int | None = None
        for token in (*doc, None):
            is_name = token is not None and token.pos_ == "PROPN" and not token.ent_type_
            if is_name and begin is None:
                begin = token.i
            elif not is_name and begin is not None:
                run = doc[begin : len(doc) if token is None else token.i]
                yield Span(start + run.start_char, start + run.end_char), NameKind.OTHER
                begin = None


def common_words(language: str) -> frozenset[str]:
    """The most usual words of a language, in small letters; none where spaCy does not know it."""
    nlp = _pipeline(language)
    with _lock:
        return frozenset(nlp.Defaults.stop_words)


def _model(language: str, wanted: str) -> Language | None:
    """The model of a language that is installed, loaded once."""
    code = _code_of(language)
    with _lock:
        if (code, wanted) not in _models:
            _models[code, wanted] = _load_model(code, wanted)
        return _models[code, wanted]


def _load_model(code: str, wanted: str) -> Language | None:
    import spacy

    # What is wanted may be of another language on purpose, such as spaCy's `xx` for any.
    known = spacy.util.get_installed_models()
    installed = [name for name in known if name == wanted or name.split("_")[0] == code]
    parts = {name: name.split("_") for name in installed}
    for name in sorted(
        installed,
        key=lambda name: (name != wanted, [size not in parts[name] for size in _SIZES], name),
    ):
        try:
            with warnings.catch_warnings():
                # spaCy says so on stderr where a model was made for another version; it is tried all the same.
                warnings.simplefilter("ignore")
                nlp = spacy.load(name, exclude=_NOT_NEEDED)
        except Exception:
            # A model that does not load (its version, a library that it needs) is as none.
            continue
        if not _FINDERS.isdisjoint(nlp.pipe_names):
            return nlp
    return None


def _code_of(language: str) -> str:
    return language.strip().lower().replace("_", "-").split("-")[0] or FALLBACK
