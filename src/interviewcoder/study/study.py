"""An open study: one SQLite file and everything a researcher does with it."""

import getpass
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from ..domain.codebook import STARTER_CODEBOOK, CodeDraft
from ..domain.diagnosis import Observation
from ..domain.health import Finding
from ..domain.passphrase import Passphrase
from ..domain.search import Hit
from ..domain.settings import CODER_VARIABLE
from ..domain.text import clean_name
from ..storage.check import check
from ..storage.study_file import StudyFile
from .autocoding import Autocoding
from .backups import Backups
from .claims import Claims
from .codebook import Codebook
from .codings import Codings
from .counts import Counts
from .erasing import Erasing, finish_unfinished
from .excerpts import Excerpts
from .exchange import Exchange
from .journal import Journal
from .memos import Memos
from .participants import Participants
from .personas import Personas
from .pseudonymising import Pseudonymising
from .rejections import Rejections
from .relocations import Relocations
from .saved_queries import SavedQueries
from .search import Searching
from .segments import Segments
from .sources import Sources
from .suggestions import Suggestions


class Study:
    """A study and its parts; a context manager. Every verb may be called from any thread.

    Verbs take and return domain values, never print, and raise `StudyError` and nothing else on purpose.
    """

    def __init__(
        self, file: StudyFile, coder: str, models: Mapping[str, str] | None = None
    ) -> None:
        self._file = file
        self.path: Path = file.path
        self.name, self.language = file.about()
        self.guid = file.guid()
        self.coder = coder
        self.sources = Sources(file, coder, self.language)
        self.participants = Participants(file, coder)
        self.codebook = Codebook(file, coder)
        self.codings = Codings(file, coder)
        self.excerpts = Excerpts(file, coder)
        self.counts = Counts(file)
        self.search = Searching(file)
        self.autocoding = Autocoding(file, coder, self.language)
        self.rejections = Rejections(file, coder)
        self.suggestions = Suggestions(file, coder, self.language)
        self.relocations = Relocations(file, coder)
        self.memos = Memos(file, coder)
        self.personas = Personas(file, coder, self.name)
        self.claims = Claims(file, coder)
        self.segments = Segments(file, coder)
        self.queries = SavedQueries(file, coder)
        self.exchange = Exchange(file, coder)
        self.journal = Journal(file, coder)
        self.erasing = Erasing(file, coder)
        self.backups = Backups(file)
        self.pseudonymising = Pseudonymising(
            file, coder, self.language, models or {}, self._read_name
        )

    def _read_name(self) -> None:
        """Take the study's name from the file again."""
        self.name, _ = self._file.about()
        self.personas = Personas(self._file, self.coder, self.name)

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        name: str | None = None,
        coder: str | None = None,
        language: str = "en",
        codebook: Sequence[CodeDraft] = STARTER_CODEBOOK,
        passphrase: Passphrase | None = None,
    ) -> "Study":
        """Make a study file, readable by its owner only, and open it.

        Args:
            path: where; nothing may be there yet.
            name: the study's name, by default the file's.
            coder: who works, by default `$INTERVIEWCODER_CODER` or the user of the computer.
            language: ISO 639-1 code of what people speak, for sentences.
            codebook: the codes it starts with; empty for none.
            passphrase: what the study is encrypted with; None for a plain one.

        Raises:
            StudyError: the path is taken or cannot be written, the passphrase is short, or the extra for encrypted
                studies is missing.
        """
        who = coder_name(coder)
        where = Path(path)
        study_name = clean_name(name if name is not None else where.stem, "study's name")

        def begin(file: StudyFile) -> None:
            if codebook:
                Codebook(file, who).add_all(codebook, verb="start", summary=study_name)

        file = StudyFile.create(where, study_name, language, passphrase, begin)
        try:
            return cls(file, who)
        except BaseException:
            file.close()
            where.unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        coder: str | None = None,
        read_only: bool = False,
        passphrase: Passphrase | None = None,
        models: Mapping[str, str] | None = None,
    ) -> "Study":
        """Open a study file.

        Args:
            passphrase: what an encrypted study is opened with; a plain one needs none and minds none.
            models: language, such as `en`, to the spaCy model that is to find names in it; else the largest is taken.

        Raises:
            PassphraseError: it is encrypted, and the passphrase is missing or not right.
            StudyError: it is missing, is no study, is damaged, or a newer program made it.
        """
        who = coder_name(coder)
        file = StudyFile.open(Path(path), read_only=read_only, passphrase=passphrase)
        try:
            finish_unfinished(file)
            return cls(file, who, models)
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def __enter__(self) -> "Study":
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def revision(self) -> int:
        """A number that differs once anybody, in any process, has changed the study."""
        return self._file.revision()

    def find(self, query: str, *, limit: int = 200) -> list[Hit]:
        """Passages that a search finds: words, `"phrases"`, `begin*`, AND, OR, NOT, `(...)`, or `/a pattern/`.

        `study.search` has more: how many there are, which passages to look in, keyword in context.

        Raises:
            QueryError: the query cannot be read.
            StudyError: a pattern takes too long.
        """
        return self.search.hits(self.search.find(query), most=limit)

    def check(self) -> list[Finding]:
        """See whether the file is whole: SQLite's checks, references, texts, spans, index, and the journal,
        which must tell from its beginning the very rows that are there.

        The search index can only be looked at where the file can be written to.
        """
        reading = self._file.read_only
        with self._file.reading() if reading else self._file.locked() as connection:
            return check(connection, index=not reading)

    def diagnose(self) -> list[Observation]:
        """Look at the program, its surroundings and the study; without texts and names."""
        from .doctor import examine_open

        return list(examine_open(self._file))


def coder_name(given: str | None) -> str:
    """Who works: the name given, else `$INTERVIEWCODER_CODER`, else the user of the computer."""
    if given is None:
        given = os.environ.get(CODER_VARIABLE) or None
    if given is None:
        try:
            given = getpass.getuser()
        except (KeyError, OSError):
            given = "coder"
    return clean_name(given, "coder's name")
