"""What tells of a person by its form, and what only looks like it."""

import time

import pytest

from interviewcoder.domain.identifiers import identifiers
from interviewcoder.domain.name_review import NameKind


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Write to anna.berg@x-mail.de.", NameKind.EMAIL, "anna.berg@x-mail.de"),
        ("<zoë+1@ex.co.uk>", NameKind.EMAIL, "zoë+1@ex.co.uk"),
        ("it is anna at gmail dot com", NameKind.EMAIL, "anna at gmail dot com"),
        ("anna (at) mail.de", NameKind.EMAIL, "anna (at) mail.de"),
        ("see (https://x.org/anna?a=1).", NameKind.WEB, "https://x.org/anna?a=1"),
        ("on www.foo.de/bar, there", NameKind.WEB, "www.foo.de/bar"),
        ("on facebook.com/anna.", NameKind.WEB, "facebook.com/anna"),
        ("I am @anna_b there", NameKind.WEB, "@anna_b"),
        ("call +49 30 1234567 now", NameKind.PHONE, "+49 30 1234567"),
        ("call 0049 171-123 45 67", NameKind.PHONE, "0049 171-123 45 67"),
        ("call (555) 123-4567.", NameKind.PHONE, "(555) 123-4567"),
        ("call 0171/1234567", NameKind.PHONE, "0171/1234567"),
        ("call 06 12 34 56 78", NameKind.PHONE, "06 12 34 56 78"),
        ("call 02079460018", NameKind.PHONE, "02079460018"),
        ("GB29 NWBK 6016 1331 9268 19", NameKind.NUMBER, "GB29 NWBK 6016 1331 9268 19"),
        ("card 4111-1111-1111-1111", NameKind.NUMBER, "4111-1111-1111-1111"),
        ("SSN 123-45-6789", NameKind.NUMBER, "123-45-6789"),
        ("from 192.168.0.17 then", NameKind.NUMBER, "192.168.0.17"),
        ("at 12 Baker Street now", NameKind.ADDRESS, "12 Baker Street"),
        ("in der Lindenstraße 12a", NameKind.ADDRESS, "Lindenstraße 12a"),
        ("au 12 rue de la Paix", NameKind.ADDRESS, "12 rue de la Paix"),
        ("en Calle de Alcalá 45", NameKind.ADDRESS, "Calle de Alcalá 45"),
        ("at SW1A 1AA", NameKind.ADDRESS, "SW1A 1AA"),
    ],
)
def test_forms(text: str, kind: NameKind, found: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in identifiers(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "between 2010-2020 and 2010/2011",
        "on 12.03.2020, 2020-03-12 and 03/12/2020",
        "$1,234,567 or 1.234.567 euros or 12 000 000",
        "at 00:12:34, [01:02:03.456] and 00:00:01,500 --> 00:00:02,000",
        "P07, R0001 and ID 12",
        "0.12345678 and 3.14159265",
        "10 minutes of my way to the close",
        "version 10.2.3",
        "I was at home. It was at ten",
        "GB29 NWBK 6016 1331 9268 18",
        "4111 1111 1111 1112 of them",
        "a@b and @ noon",
        "100000000 people",
    ],
)
def test_what_is_none(text: str) -> None:
    assert identifiers(text) == []


@pytest.mark.parametrize(
    "piece", ["1 ", "a.", "@a", "a@", "A1 ", "a at ", "www.", "1 A ", "rue de "]
)
def test_long_texts_take_no_time(piece: str) -> None:
    begun = time.perf_counter()
    identifiers(piece * 20_000)
    assert time.perf_counter() - begun < 2
