"""Google Forms and its sheets: one header row that begins with a time stamp; grids are `Question [Row]`."""

from ..grid import Grid
from ..header_text import header_key
from ..header_words import bracketed
from ..survey_table import SurveyTable
from .headers import keys, one_header, parts
from .profile import Profile

_TIMESTAMP = keys(
    "Timestamp|Zeitstempel|Horodateur|Marca temporal|Carimbo de data/hora|Informazioni cronologiche|Tijdstempel"
    "|Tidsstempel|Tidstämpel|Sygnatura czasowa|Отметка времени|时间戳记|タイムスタンプ|타임스탬프|Aikaleima|Zaman damgası"
)
_KNOWN = parts(
    private="Email Address|Username|Email|E-Mail-Adresse|Nutzername|Adresse e-mail|Nom d'utilisateur"
    "|Dirección de correo electrónico|Nombre de usuario|Endereço de e-mail|Nome de usuário|Indirizzo email|E-mailadres",
    fact="Timestamp|Zeitstempel|Horodateur|Marca temporal|Carimbo de data/hora|Informazioni cronologiche|Tijdstempel"
    "|Tidsstempel|Tidstämpel|Sygnatura czasowa|Отметка времени|时间戳记|タイムスタンプ|타임스탬프|Aikaleima|Zaman damgası",
)


def recognises(grid: Grid) -> bool:
    """Whether the first header is a form's time stamp, in one of its languages."""
    first = grid.rows[0]
    return len(first) > 1 and header_key(first[0]) in _TIMESTAMP


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    return one_header(grid, "google-forms", _KNOWN, bracketed)


PROFILE = Profile("google-forms", "Google Forms", recognises, read)
