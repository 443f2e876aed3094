"""From a query's text to its terms. Only the form is looked at; names are looked up by `query_vocabulary`."""

import re
from collections.abc import Callable
from typing import NoReturn

from .query import (
    OPENING_QUOTES,
    Comparison,
    Field,
    FieldTerm,
    Not,
    Operator,
    Query,
    QueryError,
    Term,
    Value,
    Words,
    all_of,
    any_of,
)
from .query_names import kinds_named, origins_named, polarities_named
from .text import name_key, one_line, sanitise

LONGEST_QUERY = 20_000
"""The most characters of a query, also in its canonical form."""
DEEPEST_QUERY = 50
"""How deep parentheses and NOTs may stand within one another; the recursion is as deep."""

_SPACE = re.compile(r"\s*")
_KEYWORD = re.compile(r'(?:AND|OR|NOT)(?![^\s"“”„()])', re.IGNORECASE)
_BARE_WORD = re.compile(r'(?:[^\s"“”„()=<>:!]|!(?!=))+')
_VALUE_WORD = re.compile(r'[^\s"“”„()]+')
_OPERATOR = re.compile(r"\s*(:|==?|!=|>=|<=|>|<)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|[“„”]((?:[^"“”\\]|\\.)*)["“”]', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\*])')
_OPEN_END = re.compile(r"(?<!\\)(?:\\\\)*\*\Z")
_OPERATORS = {"==": Operator.EQUAL, ":": Operator.EQUAL} | {str(one): one for one in Operator}
_FIELDS = {one.value: one for one in Field}


def parse(text: str) -> Query:
    """The query that a text is written for.

    Raises:
        QueryError: it is empty, too long, nested too deep, or not well formed.
    """
    if len(text) > LONGEST_QUERY:
        _fail_as_too_long()
    # Names and values are kept without control characters, so they are looked for without them.
    query = Query(_Parser(sanitise(text)).whole())
    if len(str(query)) > LONGEST_QUERY:
        _fail_as_too_long()
    return query


def _fail_as_too_long() -> NoReturn:
    raise QueryError(
        f"The query is longer than {LONGEST_QUERY} characters",
        LONGEST_QUERY + 1,
        "Shorten it, or name parts of it as segments.",
    )


class _Parser:
    """Recursive descent over the text; `at` is where the next token begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Term:
        self._skip_space()
        if self._is_at_end():
            raise QueryError("The query is empty", 1, "Write for instance: code:Price region=North")
        term = self._either()
        if not self._is_at_end():
            raise QueryError("This ')' closes nothing", self._at + 1, "Take it out, or open it.")
        return term

    def _either(self) -> Term:
        terms = [self._all()]
        while self._takes("or"):
            terms.append(self._all())
        return any_of(terms)

    def _all(self) -> Term:
        terms = [self._one()]
        while True:
            self._skip_space()
            if self._is_at_end() or self._text[self._at] == ")" or self._keyword() == "or":
                return all_of(terms)
            self._takes("and")
            terms.append(self._one())

    def _one(self) -> Term:
        self._skip_space()
        if self._is_at_end():
            self._fail("Something is missing at the end", "Go on with a term, or end it before.")
        start = self._at
        if self._takes("not"):
            return Not(self._nested(self._one, start))
        if keyword := self._keyword():
            self._fail(
                f"Something is missing before {keyword.upper()}",
                "Put the word in quotes if you search for it.",
            )
        if self._text[self._at] == "(":
            self._at += 1
            term = self._nested(self._either, start)
            self._close(start)
            return term
        if self._text[self._at] == ")":
            if self._depth:
                self._fail("Something is missing before ')'", "Put a term into the parentheses.")
            self._fail("This ')' closes nothing", "Take it out, or open it.")
        return self._leaf()

    def _nested(self, inner: Callable[[], Term], start: int) -> Term:
        if self._depth == DEEPEST_QUERY:
            raise QueryError(
                f"The query is nested more than {DEEPEST_QUERY} deep",
                start + 1,
                "Take out parentheses, or name parts of it as segments.",
            )
        self._depth += 1
        term = inner()
        self._depth -= 1
        return term

    def _close(self, start: int) -> None:
        self._skip_space()
        if self._is_at_end():
            raise QueryError("This '(' is not closed", start + 1, "Put a ')' where it ends.")
        self._at += 1

    def _leaf(self) -> Term:
        column = self._at + 1
        is_quoted = self._text[self._at] in OPENING_QUOTES
        if is_quoted:
            subject = self._quoted_value()
        else:
            word = _BARE_WORD.match(self._text, self._at)
            if word is None:
                found = _OPERATOR.match(self._text, self._at)
                mark = found[1] if found else self._text[self._at]
                self._fail(f"A name is missing before '{mark}'", "Write for instance: region=North")
            self._at = word.end()
            subject = _word_value(word[0], column)
        operator = _OPERATOR.match(self._text, self._at)
        if operator is None:
            if not subject.is_prefix and not subject.text.strip():
                raise QueryError("These quotes hold no words", column, "Put words between them.")
            return Words(subject)
        if subject.is_prefix:
            raise QueryError("A name before a comparison has no '*'", column, "Write it in full.")
        self._at = operator.end()
        if operator[1] == ":" and not is_quoted and subject.text.lower() in _FIELDS:
            return self._field_term(_FIELDS[subject.text.lower()], column)
        return self._comparison(subject.text, _OPERATORS[operator[1]], operator[1], column)

    def _field_term(self, field: Field, column: int) -> Term:
        values = self._values(f"{field}:")
        for value in values:
            if not field.may_be_missing and not value.is_prefix and not name_key(value.text):
                _fail_as_missing(f"{field}:", value.column)
        if field is Field.NEAR and any(not name_key(value.text) for value in values):
            _fail_as_missing("near:", values[0].column)
        if field is Field.KIND:
            kinds_named(values)
        if field is Field.POLARITY:
            polarities_named(values)
        if field is Field.ORIGIN:
            origins_named(values)
        return FieldTerm(field, values, column)

    def _comparison(self, name: str, operator: Operator, mark: str, column: int) -> Term:
        if not name_key(name):
            raise QueryError(
                f"A name is missing before '{mark}'", column, "Write for instance: region=North"
            )
        values = self._values(f"{one_line(name, 60)}{mark}")
        if operator.is_order:
            if len(values) > 1 or values[0].is_prefix:
                raise QueryError(
                    f"'{mark}' compares with one value only",
                    values[0].column,
                    "Write for instance: visits>3",
                )
            if not name_key(values[0].text):
                _fail_as_missing(f"{one_line(name, 60)}{mark}", values[0].column)
        return Comparison(name, operator, values, column)

    def _values(self, before: str) -> tuple[Value, ...]:
        after_operator = self._at
        self._skip_space()
        if not self._text.startswith("(", self._at):
            return (self._value(before, may_be_keyword=self._at == after_operator),)
        start = self._at
        self._at += 1
        values = [self._value(before)]
        while self._takes("or"):
            values.append(self._value(before))
        self._skip_space()
        if not self._is_at_end() and self._text[self._at] != ")":
            self._fail(
                f"The values after '{before}' are not joined by OR",
                f'Write {before}(one OR two OR "three words").',
            )
        self._close(start)
        return tuple(values)

    def _value(self, before: str, may_be_keyword: bool = False) -> Value:
        self._skip_space()
        if self._is_at_end() or (not may_be_keyword and self._keyword()):
            _fail_as_missing(before, self._at + 1)
        if self._text[self._at] in OPENING_QUOTES:
            return self._quoted_value()
        word = _VALUE_WORD.match(self._text, self._at)
        if word is None:
            _fail_as_missing(before, self._at + 1)
        self._at = word.end()
        return _word_value(word[0], word.start() + 1)

    def _quoted_value(self) -> Value:
        start = self._at
        found = _QUOTED.match(self._text, start)
        if found is None:
            raise QueryError(
                "This quotation mark is not closed", start + 1, "Put another one where it ends."
            )
        self._at = found.end()
        inner = found[1] or found[2] or ""
        is_prefix = _OPEN_END.search(inner) is not None
        if self._text.startswith("*", self._at):
            self._at += 1
            is_prefix = True
        elif is_prefix:
            inner = inner[:-1]
        return Value(_ESCAPED.sub(r"\1", inner), is_prefix, start + 1)

    def _keyword(self) -> str:
        """The keyword here in lower case; empty where there is none."""
        found = _KEYWORD.match(self._text, self._at)
        return found[0].lower() if found else ""

    def _takes(self, keyword: str) -> bool:
        self._skip_space()
        if self._keyword() != keyword:
            return False
        self._at += len(keyword)
        return True

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _is_at_end(self) -> bool:
        return self._at >= len(self._text)

    def _fail(self, problem: str, remedy: str) -> NoReturn:
        raise QueryError(problem, self._at + 1, remedy)


def _word_value(word: str, column: int) -> Value:
    return Value(word.removesuffix("*"), word.endswith("*"), column)


def _fail_as_missing(before: str, column: int) -> NoReturn:
    raise QueryError(
        f"A value is missing after '{before}'",
        column,
        "Write one; put AND, OR and NOT in quotes to mean the words.",
    )
