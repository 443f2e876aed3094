"""Microsoft Forms: one header row that begins with the number of the response and its times."""

import re
from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key
from ..header_words import grouped
from ..survey_table import Part, SurveyTable
from .headers import header_keys, keys, one_header, parts
from .profile import Profile

_STARTED = "Start time|Startzeit|Heure de début|Hora de inicio|Hora de início|Ora di inizio|Begintijd|Starttid|Godzina rozpoczęcia"
_COMPLETED = (
    "Completion time|Fertigstellungszeit|Heure de fin|Hora de finalización|Hora de conclusão|Ora di completamento"
    "|Tijd van voltooien|Slutförandetid|Godzina ukończenia"
)
_KNOWN = parts(
    respondent="ID|Id.",
    private="Email|Name|E-Mail|Adresse de messagerie|Nom|Correo electrónico|Nombre|Nome|Posta elettronica|E-mail|Naam"
    "|Adres e-mail|Nazwa",
    technical=f"{_STARTED}|Last modified time|Zeitpunkt der letzten Änderung|Heure de la dernière modification"
    "|Hora de la última modificación|Hora da última modificação|Ora dell'ultima modifica|Tijd van laatste wijziging"
    "|Total points|Quiz feedback|Grade posted time|Gesamtpunktzahl",
    fact=f"{_COMPLETED}|Language|Sprache",
)
_OF_A_QUIZ = re.compile(r"(?:Points|Feedback|Punkte|Puntos|Pontos|Punti|Punten) - (.+)", re.S)


def recognises(grid: Grid) -> bool:
    """Whether the header has the times at which a response was begun and completed."""
    first = set(header_keys(grid.rows[0][:8]))
    return bool(first & keys(_STARTED)) and bool(first & keys(_COMPLETED))


def read(grid: Grid) -> SurveyTable:
    """The responses; the points of a quiz are about the answers and are none."""
    titles = {header_key(cell) for cell in grid.rows[0]}

    def graded(header: str) -> tuple[str, str, Part | None] | None:
        found = _OF_A_QUIZ.fullmatch(header)
        if found and header_key(found[1]) in titles:
            return header, "", Part.TECHNICAL
        return None

    table = one_header(grid, "microsoft-forms", _KNOWN, graded)
    # The statements of a question are headed `Question.Statement`.
    return replace(table, columns=tuple(grouped(table.columns, (".",))))


PROFILE = Profile("microsoft-forms", "Microsoft Forms", recognises, read)
