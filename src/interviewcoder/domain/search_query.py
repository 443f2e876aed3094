"""What is searched for: words put together, or a pattern. Only the form is looked at, never the passages.

`docs/search.md` describes the language.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .query import OPENING_QUOTES, QueryError
from .text import sanitise
from .text_pieces import is_unspaced, pieces_in

MOST_WORDS = 200
"""The most words of a search: FTS5 takes minutes for thousands, and cannot be stopped meanwhile."""
DEEPEST_SEARCH = 20
"""How deep parentheses and NOTs may stand within one another; the recursion is as deep."""
LONGEST_PATTERN = 2_000
"""The most characters of a pattern."""
PATTERN_FLAGS = "ims"
"""What may stand behind a pattern: no difference by case, `^` and `$` at every line, `.` for line ends too."""

_SPACE = re.compile(r"\s*")
_KEYWORD = re.compile(r'(AND|OR|NOT)(?![^\s()"“”„])')
_QUOTED = re.compile(r'"([^"]*)(?:"|\Z)|[“„”]([^"“”]*)(?:["“”]|\Z)')
_WORD = re.compile(r'[^\s()"“”„]+')
_TOKEN = re.compile(r"[^\W_]+")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/(\S*)\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in this order with nothing but marks and spaces between them.

    What has letters of a script without spaces between words is a piece of text, found wherever it stands.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    """Whether the last one is the beginning of a word."""
    is_anywhere: bool = False
    """Whether it is a piece of text."""
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Without:
    """What the part is not true of."""

    part: "Part"


@dataclass(frozen=True, slots=True)
class Both:
    """What all the parts are true of."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What at least one of the parts is true of."""

    parts: tuple["Part", ...]


Part = Term | Without | Both | Either


@dataclass(frozen=True, slots=True)
class Words:
    """A search for words; it finds passages that `part` is true of."""

    part: Part

    def wanted(self) -> list[Term]:
        """The terms that a passage may be found for, in the order of the text."""
        return list(_wanted(self.part, is_wanted=True))

    def pieces(self) -> list[Term]:
        """The terms that are pieces of text, wanted or not."""
        every = [*_wanted(self.part, is_wanted=True), *_wanted(self.part, is_wanted=False)]
        return [term for term in dict.fromkeys(every) if term.is_anywhere]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A search for a regular expression, as Python's `re` understands it, within each passage."""

    text: str
    flags: str = ""
    column: int = field(default=1, compare=False)
    """Where the pattern begins in what was typed."""


Search = Words | Pattern


def read_search(text: str) -> Search | None:
    """What a text asks for; None when it has no words.

    Raises:
        QueryError: it is not well formed, too long, or asks only for what is not there; it tells the column.

    >>> read_search('price "every week" deliver* -app') == read_search('(price AND "every week") deliver* NOT app')
    True
    >>> read_search(r"/deliver(y|ies)/i")
    Pattern(text='deliver(y|ies)', flags='i', column=2)
    """
    lead = len(text) - len(text.lstrip())
    if text[lead : lead + 1] == "/":
        return _read_pattern(text, lead)
    part = _Parser(sanitise(text)).whole()
    if part is None:
        return None
    if is_complement(part):
        raise QueryError(
            "This only says what is not to be found", 1, "Add a word that is to be found."
        )
    return Words(part)


def pattern(text: str) -> Pattern:
    """The search for a pattern that is given without slashes.

    Raises:
        QueryError: it is empty or too long.
    """
    if not text:
        raise QueryError("The pattern is empty", 1, r"Write for instance: deliver(y|ies)")
    if len(text) > LONGEST_PATTERN:
        raise QueryError(
            f"The pattern is longer than {LONGEST_PATTERN:,} characters",
            LONGEST_PATTERN + 1,
            "Shorten it.",
        )
    return Pattern(text)


def _read_pattern(text: str, lead: int) -> Pattern:
    found = _PATTERN.match(text, lead)
    if found is None:
        raise QueryError(
            "This '/' begins a pattern that is not closed",
            lead + 1,
            r"Put a '/' where it ends, and write '\/' for one within it.",
        )
    try:
        asked = pattern(found[1])
    except QueryError as error:
        raise QueryError(error.problem, error.column + lead + 1, error.remedy) from None
    for place, flag in enumerate(found[2]):
        if flag not in PATTERN_FLAGS:
            raise QueryError(
                f"There is no flag '{sanitise(flag)}'",
                found.start(2) + place + 1,
                "Only i, m and s may stand behind a pattern.",
            )
    # Every `\/` stays: to a regular expression it is a slash as well.
    return Pattern(asked.text, "".join(sorted(set(found[2]))), lead + 2)


def is_complement(part: Part) -> bool:
    """Whether a part is true of passages that have none of its words."""
    match part:
        case Term():
            return False
        case Without():
            return not is_complement(part.part)
        case Both():
            return all(map(is_complement, part.parts))
        case Either():
            return any(map(is_complement, part.parts))


def _wanted(part: Part, *, is_wanted: bool) -> Iterable[Term]:
    match part:
        case Term():
            if is_wanted:
                yield part
        case Without():
            yield from _wanted(part.part, is_wanted=not is_wanted)
        case Both() | Either():
            for one in part.parts:
                yield from _wanted(one, is_wanted=is_wanted)


class _Parser:
    """Recursive descent over the text; `at` is where the next token begins.

    A part that has no letter and no figure is left out, so that it is None.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._words = 0

    def whole(self) -> Part | None:
        self._skip_space()
        if self._is_at_end():
            return None
        part = self._either()
        if not self._is_at_end():
            raise QueryError("This ')' closes nothing", self._at + 1, "Take it out, or open it.")
        return part

    def _either(self) -> Part | None:
        parts = [self._all()]
        while self._takes("OR"):
            parts.append(self._all())
        known = tuple(dict.fromkeys(part for part in parts if part is not None))
        return Either(known) if len(known) > 1 else known[0] if known else None

    def _all(self) -> Part | None:
        parts = [self._one()]
        while True:
            self._skip_space()
            if self._is_at_end() or self._text[self._at] == ")" or self._keyword() == "OR":
                break
            self._takes("AND")
            parts.append(self._one())
        known: dict[Part, None] = {}
        for part in parts:
            known |= dict.fromkeys(part.parts if isinstance(part, Both) else [part] if part else [])
        return Both(tuple(known)) if len(known) > 1 else next(iter(known), None)

    def _one(self) -> Part | None:
        self._skip_space()
        if self._is_at_end():
            raise QueryError(
                "Something is missing at the end",
                self._at + 1,
                "Go on with a word, or end it before.",
            )
        start = self._at
        if self._takes("NOT") or self._takes_minus():
            part = self._nested(start, self._one)
            return Without(part) if part is not None else None
        if keyword := self._keyword():
            raise QueryError(
                f"Something is missing before {keyword}",
                start + 1,
                "Write it small, or in quotes, if you search for the word.",
            )
        if self._text[start] == "(":
            self._at += 1
            part = self._nested(start, self._either)
            if self._is_at_end():
                raise QueryError("This '(' is not closed", start + 1, "Put a ')' where it ends.")
            self._at += 1
            return part
        if self._text[start] == ")":
            problem = (
                "Something is missing before ')'" if self._depth else "This ')' closes nothing"
            )
            remedy = (
                "Put a word into the parentheses." if self._depth else "Take it out, or open it."
            )
            raise QueryError(problem, start + 1, remedy)
        return self._term()

    def _nested(self, start: int, inner: Callable[[], Part | None]) -> Part | None:
        if self._depth == DEEPEST_SEARCH:
            raise QueryError(
                f"The search is nested more than {DEEPEST_SEARCH} deep",
                start + 1,
                "Take out parentheses.",
            )
        self._depth += 1
        part = inner()
        self._depth -= 1
        return part

    def _term(self) -> Term | None:
        start = self._at
        if self._text[start] in OPENING_QUOTES:
            found = _QUOTED.match(self._text, start)
            assert found is not None
            self._at = found.end()
            words = found[1] if found[1] is not None else found[2]
            is_prefix = words.endswith("*")
            if self._text[self._at : self._at + 1] == "*":
                is_prefix = True
                self._at += 1
        else:
            word = _WORD.match(self._text, start)
            assert word is not None
            self._at = word.end()
            words = word[0]
            is_prefix = words.endswith("*")
        is_anywhere = is_unspaced(words)
        tokens = pieces_in(words) if is_anywhere else tuple(_TOKEN.findall(words))
        self._words += len(tokens)
        if self._words > MOST_WORDS:
            raise QueryError(
                f"The search has more than {MOST_WORDS} words", start + 1, "Look for fewer words."
            )
        return (
            Term(tokens, is_prefix and not is_anywhere, is_anywhere, start + 1) if tokens else None
        )

    def _takes_minus(self) -> bool:
        following = self._text[self._at + 1 : self._at + 2]
        takes = self._text[self._at] == "-" and bool(following) and not following.isspace()
        if takes:
            self._at += 1
        return takes

    def _keyword(self) -> str:
        found = _KEYWORD.match(self._text, self._at)
        return found[1] if found else ""

    def _takes(self, keyword: str) -> bool:
        self._skip_space()
        takes = self._keyword() == keyword
        if takes:
            self._at += len(keyword)
        return takes

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _is_at_end(self) -> bool:
        return self._at >= len(self._text)
