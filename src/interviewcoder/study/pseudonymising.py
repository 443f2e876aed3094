"""Pseudonymising a study for good: finding names, and putting pseudonyms in their place everywhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.name_replacing import Replacing
from ..domain.name_review import Candidate, Review, checked
from ..domain.participant import Participant
from ..domain.pseudonym_key import KeyEntry, extended
from ..domain.pseudonym_plan import PseudonymPlan, PseudonymReport
from ..domain.text import name_key, one_line
from ..storage import for_good
from ..storage.change import Change
from ..storage.engine import Connection
from ..storage.joined_people import join_participants
from ..storage.participants import list_participants
from ..storage.rewriting import rewrite
from ..storage.study_file import StudyFile
from .kept_elsewhere import files_holding
from .name_finding import find_names
from .pseudonym_files import read_key, require_key_path, write_key
from .replaced_places import Places
from .whole_study import require_whole

Told = Callable[[str], None]


class Pseudonymising:
    """Taking names out of a study, so that nobody who has only the study knows who spoke."""

    def __init__(
        self,
        file: StudyFile,
        coder: str,
        language: str,
        models: Mapping[str, str],
        renamed: Callable[[], None],
    ) -> None:
        """Make the verbs of a study.

        Args:
            models: language to the model that is to find names in it.
            renamed: is called when the study's own name may be another one.
        """
        self._file = file
        self._coder = coder
        self._language = language
        self._models = models
        self._renamed = renamed

    def propose(self, key: str | Path | None = None, *, told: Told = lambda step: None) -> Review:
        """The names in a study and what might stand for them, for a person to go through.

        It reads every text, with a language model where one is installed: call it in a worker.

        Args:
            key: the key of interviews before; names in it get the pseudonyms that they had.
            told: is told what comes next.

        Raises:
            StudyError: the key cannot be read, or the journal is damaged.
        """
        entries = read_key(require_key_path(key, self._file.path)) if key is not None else ()
        return find_names(self._file, self._language, self._models, entries, told)

    def plan(
        self,
        names: Iterable[Candidate],
        key: str | Path | None = None,
        *,
        told: Told = lambda step: None,
    ) -> PseudonymPlan:
        """What replacing the accepted names of a list changes, and what to mind.

        Args:
            names: a review, as a person left it.
            key: where the key will lie; it may be there already.
            told: is told what comes next.

        Raises:
            StudyError: the list cannot be applied (see `checked`), two participants would have one name, or the key
                does not go with it.
        """
        accepted = checked(names)
        known = read_key(require_key_path(key, self._file.path)) if key is not None else ()
        extended(known, accepted)
        with self._file.reading() as connection:
            joined = _joined(connection, accepted, known)
        plan = Places(self._file.reading, self._file, accepted, known, told).plan
        return replace(plan, joined=tuple(other.name for _, other in joined))

    def apply(
        self,
        names: Iterable[Candidate],
        key: str | Path,
        *,
        told: Told = lambda step: None,
    ) -> PseudonymReport:
        """Replace the accepted names of a list for good: in the study, its journal and its search; copies go.

        The key is safe on disk before the study is changed. Nothing takes it back. If the process dies, nothing has
        happened to the study, or all of it has; what is left to do on the file and its copies then is done when the
        study is opened next.

        Args:
            names: a review, as a person left it.
            key: the file that tells who is behind the pseudonyms; one that is there is made longer.
            told: is told what comes next.

        Raises:
            StudyError: as of `plan`; the study is damaged; or a file cannot be written or deleted.
        """
        accepted = checked(names)
        path = require_key_path(key, self._file.path)
        known = read_key(path)
        entries = extended(known, accepted)
        told("Checking the study")
        require_whole(self._file)
        with for_good.carried_through(self._file, copies_go=True, told=told) as connection:
            change = Change(connection, "join participants", self._coder)
            joined = _joined(connection, accepted, known)
            change.summary = ", ".join(other.name for _, other in joined)
            for one, other in joined:
                join_participants(change, one.id, other.id)
            change.finish()
            looked = Places(lambda: nullcontext(connection), self._file, accepted, known, told)
            told("Writing the key")
            write_key(path, entries, known)
            done = rewrite(
                connection,
                looked.edits,
                looked.replacing,
                verb="pseudonymise",
                coder=self._coder,
                summary=f"{len(accepted)} names, {looked.plan.pseudonyms} pseudonyms",
                told=told,
            )
        if change.entry_id is not None:
            self._file.entries.add(change.entry_id)
        self._renamed()
        told("Looking for other files that hold the names")
        found = files_holding(self._file, looked.replacing.edits)
        return PseudonymReport(
            replace(looked.plan, joined=tuple(other.name for _, other in joined)),
            str(path),
            done.texts,
            done.entries,
            done.merged,
            tuple(str(one) for one in found if one.resolve() != path.resolve()),
        )


def _joined(
    connection: Connection, accepted: Sequence[Candidate], known: Sequence[KeyEntry]
) -> list[tuple[Participant, Participant]]:
    """The participants whom the key knows as somebody who is in the study under their pseudonym, and who that is.

    Raises:
        StudyError: two participants would get one name, and the key does not say that they are one person.
    """
    replacing = Replacing(accepted)
    told = {name_key(one.name): name_key(one.pseudonym) for one in known}
    people = list_participants(connection)
    staying = {name_key(one.name): one for one in people if replacing(one.name) == one.name}
    joined: list[tuple[Participant, Participant]] = []
    fresh: dict[str, str] = {}
    for one in people:
        pseudonym = name_key(replacing(one.name))
        other = staying.get(pseudonym)
        if other is one or (other is None and pseudonym not in fresh):
            fresh[pseudonym] = one.name
        elif other is not None and told.get(name_key(one.name)) == pseudonym:
            joined.append((one, other))
        else:
            raise StudyError(
                f"Two participants would be called '{one_line(replacing(one.name), 60)}'.",
                f"Give '{one_line(one.name, 60)}' another pseudonym.",
            )
    return joined
