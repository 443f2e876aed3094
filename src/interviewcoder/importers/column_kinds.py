"""What a single column of a survey holds, told by its header and its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from interviewcoder.domain.participant import AttributeType, guess_type

from .closed_values import dates, numbers, says_enough
from .column_cells import ColumnCells, sample
from .header_text import header_key
from .scales import is_beside

_PRIVATE_HEADER = re.compile(
    r"\b(?:e-?mail|ip(?:[ _-]?address)?|ipaddress|phone|telephone|mobile number|first ?name|last ?name|"
    r"full ?name|surname|street|postal address|recipient\w*|location ?(?:latitude|longitude|accuracy)|"
    r"latitude|longitude|username|nachname|vorname|breitengrad|l[aä]ngengrad|ip-adresse|telefon\w*|tel[eé]fono|"
    r"t[eé]l[eé]phone|apellidos?|sobrenome|cognome|achternaam|pr[eé]nom|your name|contact name)\b",
    re.I,
)
_PRIVATE_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]*", re.I
)
_PSEUDONYM = re.compile(
    r"[A-Za-z]{0,3}[-_ ]?\d{1,5}|(?:participant|respondent|user|person)[-_ ]?\w{1,4}", re.I
)
_DATE_LIKE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,]+\d{1,2}:\d\d.*)?|\d{1,2}:\d\d(?::\d\d)?.*"
)
_CLOSED_TYPES = frozenset({AttributeType.NUMBER, AttributeType.DATE, AttributeType.YES_NO})
_ID_TITLE = re.compile(r"(?:^|[\W_])(?:id|ID|Id|uuid|UUID)$|[a-z]I[dD]$")
_OPEN_HEADERS = frozenset(
    [
        "answer",
        "answers",
        "comment",
        "comments",
        "response",
        "feedback",
        "freetext",
        "opinion",
        "verbatim",
        "quote",
        "remark",
        "remarks",
        "text",
        "why",
        "kommentar",
        "antwort",
        "commentaire",
        "comentario",
        "comentário",
        "resposta",
        "respuesta",
        "réponse",
        "anmerkungen",
        "suggestions",
        "other",
        "others",
        "sonstiges",
        "autre",
        "otro",
        "outro",
        "altro",
        "anders",
    ]
)
_QUESTION_CODE = re.compile(r"[A-Za-z]+_?\d\w*")
_ASKED = 3000
"""So many different cells of a column are looked at; more say nothing new."""
_LONG_CELL = 80
_OPEN_WORDS = 4
_MANY = 20
_FEW = 10
_MOST_CHOICES = 40
_ID_LENGTH = 64


def is_private(title: str, cells: ColumnCells) -> bool:
    """Whether a column tells who somebody is: by its header when its cells are short, or by its cells."""
    if mostly(_PRIVATE_VALUE, cells):
        return True
    # "How did you like our e-mails?" is a question and not an address.
    return (
        len(title.split()) <= 4
        and "?" not in title
        and bool(_PRIVATE_HEADER.search(title))
        and not has_pseudonyms(cells)
    )


def has_pseudonyms(cells: ColumnCells) -> bool:
    """Whether short made-up names stand in a column, as `P07`, each once."""
    counts = cells.counts
    return (
        len(counts) == cells.filled >= 2
        and not all(cell.strip().isdigit() for cell in counts)
        and all(map(_PSEUDONYM.fullmatch, sample(counts, _ASKED)))
    )


def is_closed_type(cells: ColumnCells) -> bool:
    """Whether all that stands in a column are numbers, dates, or yes and no."""
    looked_at = sample(cells.counts, _ASKED)
    if guess_type(looked_at[:200]) in _CLOSED_TYPES and guess_type(looked_at) in _CLOSED_TYPES:
        return True
    if mostly(_DATE_LIKE, cells):
        return True
    told = {cell for cell in looked_at if not is_beside(cell)}
    return says_enough(told, looked_at) and (numbers(told) is not None or dates(told) is not None)


def is_open(title: str, cells: ColumnCells) -> bool:
    """Whether a column holds answers in people's own words.

    It does when most answers differ and are of several words, when they are long, or when a question was
    answered with very many different words.
    """
    counts, filled = cells.counts, cells.filled
    distinct = len(counts)
    looked_at = sample(counts, _ASKED)
    if _ID_TITLE.search(title) and distinct == filled:
        return False
    words = median(cell.count(" ") + 1 for cell in looked_at)
    # Of few answers, closed ones differ as well.
    varied = distinct >= (0.5 if filled >= _FEW else 0.8) * filled
    # A code such as `Q8` does not tell what was asked, so that it may have been a question.
    asked = title.rstrip(" *:").endswith("?") or bool(_QUESTION_CODE.fullmatch(title))
    if varied and (
        words >= _OPEN_WORDS
        or (asked and words >= 2 and filled >= 3)
        or (words >= 2 and filled < 3 and (asked or title.count(" ") >= 3))
        or header_key(title) in _OPEN_HEADERS
    ):
        return True
    if (
        varied
        and distinct > _MANY
        and (asked or title.count(" ") >= 4)
        and not _are_codes(looked_at)
    ):
        return True
    if written_beside(counts):
        return False
    many = (
        max(12, 0.15 * filled)
        if filled >= 2 * 12
        else filled / 2
        if filled >= _FEW
        else 0.8 * filled
    )
    return max(map(len, looked_at)) > _LONG_CELL and distinct > many


def _are_codes(cells: Iterable[str]) -> bool:
    return all(" " not in cell and any(char.isdigit() for char in cell) for cell in cells)


def mostly(pattern: re.Pattern[str], cells: ColumnCells) -> bool:
    """Whether more than half of the cells (the first hundred different ones) match."""
    looked_at = sample(cells.counts, 100)
    return 2 * sum(1 for cell in looked_at if pattern.fullmatch(cell)) > len(looked_at)


def are_unique_codes(cells: ColumnCells) -> bool:
    """Whether every row has a short code of its own, which is no date."""
    if not len(cells.counts) == cells.filled == len(cells.cells) > 0:
        return False
    looked_at = sample(cells.counts, _ASKED)
    return (
        max(map(len, looked_at)) <= _ID_LENGTH
        and not mostly(_DATE_LIKE, cells)
        and max(cell.count(" ") for cell in looked_at) <= 3
    )


def has_id_title(title: str) -> bool:
    """Whether a header ends in `id`, as a word or as in `userId`."""
    return bool(_ID_TITLE.search(title.strip()))


def written_beside(counts: Mapping[str, int]) -> tuple[str, ...] | None:
    """The choices of a column in which some wrote a sentence instead of choosing; None where nobody did.

    A choice may be long and rare as well, so there must be many such answers, or one much longer than any choice.
    """
    total = sum(counts.values())
    choices = [cell for cell, count in counts.items() if count >= 3]
    rest = [cell for cell, count in counts.items() if count < 3]
    if not (2 <= len(choices) <= _MOST_CHOICES and rest and total >= _FEW):
        return None
    if sum(counts[cell] for cell in choices) < 0.7 * total:
        return None
    written = [cell for cell in rest if cell.count(" ") + 1 >= _OPEN_WORDS or len(cell) > 40]
    longest = max(map(len, choices))
    if len(written) >= max(4, len(choices) + 1):
        return tuple(choices) if len(written) >= 0.6 * len(rest) else _without(counts, written)
    if len(counts) - len(written) <= _MOST_CHOICES and any(
        len(cell) > max(60, 1.5 * longest) for cell in written
    ):
        return _without(counts, written)
    return None


def _without(counts: Mapping[str, int], written: Sequence[str]) -> tuple[str, ...]:
    apart = set(written)
    return tuple(cell for cell in counts if cell not in apart)
