"""What tells of a person by its form: e-mails, phones, addresses in the web and in the street, numbers."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .name_review import NameKind


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something of a known form in a text: `[start, end)` in code points."""

    start: int
    end: int
    kind: NameKind


_ANY = r"[^\W\d_]"
_TLD = (
    "com|org|net|edu|gov|info|eu|uk|de|at|ch|fr|es|it|nl|be|pt|pl|cz|dk|se|no|fi|ie|us|ca|au|nz|in|jp|cn|kr|br|mx|ar|za|"
    "io|me|app|dev"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?: dot [\w-]{1,63}){0,3}(?: at | ?\(at\) ?| ?\[at\] ?)[\w-]{1,63}"
    rf"(?:(?: dot | ?\(dot\) ?| ?\[dot\] ?|\.)[\w-]{{1,63}}){{0,3}}(?: dot | ?\(dot\) ?| ?\[dot\] ?|\.)(?:{_TLD})\b",
    re.IGNORECASE,
)
_URL = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"'“”«»]{2,2000}", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w.@/-])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,4}}(?:{_TLD})\b(?![.-]?\w)(?:/[^\s<>\"'“”]{{0,2000}})?"
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[\w.]{0,28}\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w.+-])\d(?:[ -]?\d){12,18}(?![\w-])")
_NUMBERS = re.compile(
    r"(?<![\w-])(?:"
    r"\d{3}-\d{2}-\d{4}"  # United States
    r"|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"  # United Kingdom
    r"|[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}"  # France
    r"|\d{2} ?\d{6} ?[A-Z] ?\d{3}"  # Germany
    r"|\d{8}-?[A-HJ-NP-TV-Z]"  # Spain
    r"|[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]"  # Italy
    r"|\d{6}-\d{4}|\d{6}[+A]\d{3}[0-9A-Y]"  # Scandinavia
    r")(?![\w-])"
)
_IP = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_PHONE = re.compile(
    r"(?<![\w.,:/+-])(?:\+ ?|\()?\d(?:[ \u00a0]?[()./–-]?[ \u00a0]?\d){5,18}(?!\w|[.,:/-]\d)"
)
_DATE = re.compile(
    r"\d{1,2}([./ -])\d{1,2}\1(?:19|20)?\d{2}|(?:19|20)\d{2}([./ -])\d{1,2}\2\d{1,2}|(?:19|20)\d{2} ?[/–-] ?(?:19|20)\d{2}"
)
_GROUPS_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[., \u00a0]\d{3}){1,5}")
_LOCAL = re.compile(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|[2-9]\d{2}-\d{4}")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CHF)) ?$")
_MONEY_AFTER = re.compile(
    r" ?(?:[$€£¥₹%]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds?)\b)", re.IGNORECASE
)
_NAME = rf"{_ANY}[\w’'-]{{0,40}}"
_WORD = re.compile(rf"{_ANY}[\w-]*")
_STREET = re.compile(
    rf"(?P<english>\b\d{{1,5}}[A-Za-z]?,? (?:{_NAME} ){{1,4}}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Square|Sq|Terrace|Close|Crescent|Parkway)\b)"
    rf"|\b{_ANY}[\w-]{{0,40}}(?:straße|strasse|str\.|weg|allee|platz|gasse|damm|ufer|straat|laan|gatan|vej|gade) \d{{1,4}} ?[a-h]?\b"
    rf"|\b{_NAME}[ -](?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Damm|Ufer) \d{{1,4}} ?[a-h]?\b"
    rf"|\b\d{{1,4}},? (?:rue|avenue|boulevard|allée|place|impasse|chemin) (?:(?:de|du|des|la|le|les) |l’|l'|d’|d'){{0,3}}{_NAME}"
    rf"(?: {_NAME}){{0,2}}"
    rf"|\b(?:Calle|Avenida|Plaza|Paseo|Rua|Via|Viale|Piazza|Corso|ulica|ul\.) (?:(?:de|del|la|los|da|do|dos) ){{0,2}}{_NAME}"
    rf"(?: {_NAME}){{0,2}},? \d{{1,4}}\b"
)
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?)\b")

_END_MARKS = ".,;:!?)]}'’”»…"


def identifiers(text: str) -> list[Identifier]:
    """What of a known form stands in a text, in order; of two that overlap the surer one.

    Years, dates, prices, times and ids such as `P07` are none.
    """
    found: list[Identifier] = []
    for kind, search in _FORMS:
        # What one form finds does not overlap, and what surer ones found is in order.
        ends = [one.end for one in found]
        more = [
            Identifier(start, end, kind)
            for start, end in search(text)
            if (at := bisect_right(ends, start)) == len(found) or found[at].start >= end
        ]
        if more:
            found = sorted((*found, *more), key=lambda one: one.start)
    return found


_Spans = Iterator[tuple[int, int]]


def _all_of(pattern: re.Pattern[str], needed: str) -> Callable[[str], _Spans]:
    """All that a pattern finds, which is looked for only where one of the characters is there."""

    def search(text: str) -> _Spans:
        if not needed or any(mark in text for mark in needed):
            yield from (one.span() for one in pattern.finditer(text))

    return search


def _spoken(text: str) -> _Spans:
    lower = text.casefold()
    if " at " in lower or "(at)" in lower or "[at]" in lower:
        yield from (one.span() for one in _SPOKEN_EMAIL.finditer(text))


def _urls(text: str) -> _Spans:
    for one in _URL.finditer(text):
        words = one[0].rstrip(_END_MARKS)
        yield one.start(), one.start() + len(words)


def _domains(text: str) -> _Spans:
    for one in _DOMAIN.finditer(text):
        yield one.start(), one.start() + len(one[0].rstrip(_END_MARKS))


def _ibans(text: str) -> _Spans:
    for one in _IBAN.finditer(text):
        account = one[0].replace(" ", "")
        figures = "".join(str(int(mark, 36)) for mark in account[4:] + account[:4])
        if 15 <= len(account) <= 34 and int(figures) % 97 == 1:
            yield one.span()


def _cards(text: str) -> _Spans:
    for one in _CARD.finditer(text):
        figures = [int(mark) for mark in one[0] if mark.isdigit()]
        doubled = [sum(divmod(2 * figure, 10)) for figure in figures[-2::-2]]
        if (sum(doubled) + sum(figures[-1::-2])) % 10 == 0 and len(set(figures)) > 1:
            yield one.span()


def _ips(text: str) -> _Spans:
    for one in _IP.finditer(text):
        if all(int(part) < 256 for part in one[0].split(".")):
            yield one.span()


def _phones(text: str) -> _Spans:
    for one in _PHONE.finditer(text):
        start, end = one.span()
        if _is_phone(one[0]) and not _is_money(text, start, end):
            yield start, end


def _is_phone(written: str) -> bool:
    figures = "".join(mark for mark in written if mark.isdigit())
    if not 7 <= len(figures) <= 15 or len(set(figures)) < 2:
        return False
    plain = written.strip("()")
    if _DATE.fullmatch(plain) or _GROUPS_OF_THOUSANDS.fullmatch(plain):
        return False
    if written.startswith("+") or (figures.startswith("00") and len(figures) >= 10):
        return True
    if _LOCAL.fullmatch(written):
        return True
    is_fraction = plain.startswith("0") and plain[1:2] in ".,"
    # A national number begins with a zero, and has ten figures or so where nothing stands between them.
    whole = plain.isdigit()
    return figures.startswith("0") and not is_fraction and len(figures) >= (10 if whole else 8)


def _is_money(text: str, start: int, end: int) -> bool:
    return bool(
        _MONEY_BEFORE.search(text, max(0, start - 5), start) or _MONEY_AFTER.match(text, end)
    )


def _streets(text: str) -> _Spans:
    for one in _STREET.finditer(text):
        # The name of a street begins with a capital letter: "10 minutes of my way" is none.
        if sum(word[0].isupper() for word in _WORD.findall(one[0])) >= (2 if one["english"] else 1):
            yield one.span()


_FORMS: tuple[tuple[NameKind, Callable[[str], _Spans]], ...] = (
    (NameKind.EMAIL, _all_of(_EMAIL, "@")),
    (NameKind.EMAIL, _spoken),
    (NameKind.WEB, _urls),
    (NameKind.WEB, _domains),
    (NameKind.WEB, _all_of(_HANDLE, "@")),
    (NameKind.NUMBER, _ibans),
    (NameKind.NUMBER, _cards),
    (NameKind.NUMBER, _all_of(_NUMBERS, "")),
    (NameKind.NUMBER, _ips),
    (NameKind.ADDRESS, _streets),
    (NameKind.ADDRESS, _all_of(_POSTCODE, "")),
    (NameKind.PHONE, _phones),
)
"""The forms, surer ones first."""
