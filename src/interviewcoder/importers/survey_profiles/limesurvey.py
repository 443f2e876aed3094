"""LimeSurvey: headers are codes (`G1Q5[SQ001]`), texts (`Question [Option]`), or both."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key, plain_header
from ..survey_table import Part, SurveyColumn, SurveyTable, level_rows, survey_columns
from .headers import count_of, parts
from .profile import Profile

_KNOWN = parts(
    respondent="id|Response ID|Antwort ID|ID de la réponse|ID de respuesta|ID da resposta|Antwoord-ID|ID risposta",
    private="ipaddr|IP address|IP-Adresse|firstname|lastname|email|First name|Last name|Email address|token|Access code"
    "|Zugangscode|Zugangsschlüssel",
    technical="lastpage|Last page|Letzte Seite|Dernière page|Última página|seed|Seed|Zufallsstartwert|startdate|Date started"
    "|Datum gestartet|datestamp|Date last action|Datum letzte Aktivität|refurl|Referrer URL|interviewtime|Total time|Gesamtzeit",
    fact="submitdate|Date submitted|Datum Abgeschickt|Date de soumission|Fecha de envío|startlanguage|Start language"
    "|Start-Sprache|Langue de départ|Idioma inicial",
)
_CODE = r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?(?:\[[^\]\s]{1,40}\]){0,2}"
_ONLY_CODE = re.compile(_CODE)
_TIMING = re.compile(r"(?:groupTime|questionTime)\d*|\w+Time|(?:Group|Question) time:.*", re.I)
_OTHER = re.compile(r"\[(?:other|\w*other|Other|Sonstiges|Autre|Otro|Outro|Altro|Anders)\]$")
_COMMENT = re.compile(
    r"\[(?:\w*comment|Comment|Kommentar|Commentaire|Comentario|Comentário|Commento)\]$", re.I
)
_RESPONSE = (
    "submitdate|lastpage|startlanguage|datestamp|Date submitted|Last page|Start language|seed|Seed"
)


def recognises(grid: Grid) -> bool:
    """Whether the header has the tool's columns about a response, or codes with questions behind them."""
    first = grid.rows[0]
    if count_of(grid, _RESPONSE) >= 2:
        return True
    separator = _separator(first)
    if separator is None:
        return False
    codes = [_parted(cell, separator)[0] for cell in first]
    known = sum(header_key(code) in _KNOWN for code in codes)
    return known >= 2 or (known >= 1 and any("[" in code for code in codes))


def read(grid: Grid) -> SurveyTable:
    """The responses; `N/A` stands where a question was not asked."""
    titles, rows, warnings = level_rows(grid.rows[0], grid.rows[1:], 2)
    separator = _separator(titles)
    parted = [_parted(title, separator) for title in titles]
    codes, texts = [code for code, _ in parted], [text for _, text in parted]
    columns = survey_columns(titles, codes)
    told = [_told(column, text) for column, text in zip(columns, texts, strict=True)]
    return SurveyTable(
        "limesurvey", tuple(_grouped(told)), rows, 1, warnings=warnings, missing=frozenset({"N/A"})
    )


def _separator(header: Sequence[str]) -> str | None:
    """What stands between code and text in most headers; None where there is only one of them."""
    found: Counter[str] = Counter()
    for cell in header:
        code = _ONLY_CODE.match(cell)
        if code and code.end() < len(cell):
            rest = cell[code.end() :]
            separator = re.match(r"[^\w\[\]]+(?:_[^\w\s]\s?)?|\._\.\s?|__+", rest)
            if separator and separator[0].strip():
                found[separator[0].rstrip()] += 1
    if not found:
        return None
    separator_text, count = found.most_common(1)[0]
    return separator_text if count >= 0.6 * sum(map(bool, header)) else None


def _parted(title: str, separator: str | None) -> tuple[str, str]:
    """The code and the text of a header."""
    if separator is not None:
        code, found, text = title.partition(separator)
        if found and _ONLY_CODE.fullmatch(code):
            return code, plain_header(text)
    if _ONLY_CODE.fullmatch(title):
        return title, ""
    return "", plain_header(title)


def _told(column: SurveyColumn, text: str) -> SurveyColumn:
    code = column.code
    part = _KNOWN.get(header_key(code)) if code else _KNOWN.get(header_key(text))
    if part is not None:
        return replace(column, part=part)
    if _TIMING.fullmatch(code or text):
        return replace(column, part=Part.TECHNICAL)
    of_option = re.search(r"(?:\s*\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])+$", text)
    question = text[: of_option.start()] if of_option else text
    option = of_option[0].strip()[1:-1].replace("][", " – ") if of_option else ""
    base, *subs = re.split(r"\[", code)
    if not text:
        question, option = base, " – ".join(sub.rstrip("]") for sub in subs)
    in_group = bool(option or subs)
    if _OTHER.search(code or text):
        return replace(column, question=question, option=option or "Other", part=Part.OTHER)
    if _COMMENT.search(code or text):
        return replace(column, question=question, option=option or "Comment", part=Part.OTHER)
    return replace(
        column, question=question or option, option=option, part=Part.MARK if in_group else None
    )


def _grouped(columns: Sequence[SurveyColumn]) -> list[SurveyColumn]:
    """The columns, those of one code under one question; texts may leave it out behind the first."""
    questions: dict[str, str] = {}
    for column in columns:
        base = column.code.partition("[")[0]
        if base and column.question and column.question != column.option:
            questions.setdefault(base, column.question)
    told = []
    for column in columns:
        base = column.code.partition("[")[0]
        if column.part in (Part.MARK, Part.OTHER) and column.question == column.option and base:
            column = replace(column, question=questions.get(base, base))
        told.append(column)
    return told


PROFILE = Profile("limesurvey", "LimeSurvey", recognises, read)
