"""Erasing a participant for good: a plan of all that goes, and carrying it out."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from ..domain.coding import Span, joined
from ..domain.edits import Edit
from ..domain.erasure import ErasurePlan, ErasureReport, Mention
from ..domain.errors import StudyError
from ..domain.mentions import Mentions
from ..domain.participant import Participant
from ..domain.rewriting import ERASED, RewriteReport
from ..storage import for_good
from ..storage.copies import copies_of
from ..storage.engine import Connection
from ..storage.participants import list_participants
from ..storage.personas import latest_synthesis
from ..storage.rewriting import rewrite
from ..storage.sources import list_sources
from ..storage.study_file import StudyFile
from ..storage.texts import texts_of
from ..storage.theirs import (
    Theirs,
    count_theirs,
    current_texts,
    passages_of,
    theirs,
    words_elsewhere,
)
from .kept_elsewhere import files_holding
from .naming import by_name
from .whole_study import require_whole

Told = Callable[[str], None]

_AROUND = 30
_MOST_MENTIONS = 1_000


class Erasing:
    """Taking a person out of a study, so that no byte of what they said is left in it."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def plan(self, participant: str) -> ErasurePlan:
        """What erasing somebody takes out, and where others speak of them.

        Args:
            participant: a name, whatever its case, or a GUID.

        Raises:
            StudyError: nobody has the name, or the journal is damaged.
        """
        with self._file.reading() as connection:
            person = _require(connection, participant)
            return _Looked(connection, person).plan(copies_of(self._file))

    def erase(
        self, participant: str, *, mentions: bool = True, told: Told = lambda step: None
    ) -> ErasureReport:
        """Erase somebody for good: from the study, its journal and its backups. Nothing takes it back.

        If the process dies, nothing has happened, or all of it has; what is left to do on the file and its copies then
        is done when the study is opened next.

        Args:
            participant: a name, whatever its case, or a GUID.
            mentions: whether their name and quotes of their words are blotted out in what others say and write.
            told: is told what comes next.

        Raises:
            StudyError: nobody has the name; the study is damaged, of which copies may be the only way out; or a file
                cannot be written or deleted.
        """
        told("Checking the study")
        require_whole(self._file)
        with self._file.reading() as connection:
            person = _require(connection, participant)
        with for_good.carried_through(self._file, copies_go=True, told=told) as connection:
            told("Finding what is theirs")
            looked = _Looked(connection, _require(connection, person.guid))
            plan = looked.plan(copies_of(self._file))
            done = self._rewrite(connection, looked, mentions, told)
        told("Looking for other files that hold their words")
        return ErasureReport(
            plan,
            done.texts,
            done.entries,
            len(plan.mentions) if mentions else 0,
            tuple(map(str, files_holding(self._file, looked.mentions.named, looked.said))),
        )

    def _rewrite(
        self, connection: Connection, looked: "_Looked", mentions: bool, told: Told
    ) -> RewriteReport:
        blotted = looked.mentions.blotted if mentions else looked.mentions.cell
        return rewrite(
            connection,
            looked.edits(mentions),
            blotted,
            verb="erase",
            coder=self._coder,
            summary=looked.summary,
            forgotten=looked.theirs.forgotten,
            told=told,
        )


def finish_unfinished(file: StudyFile) -> None:
    """Carry through what a process that died had still to do after a rewriting."""
    if not file.read_only and for_good.is_unfinished(file.path):
        # Whoever is at it now goes on with it; else the next one to open the study.
        with suppress(StudyError):
            for_good.finish(file)


class _Looked:
    """A participant and all that is theirs, at one moment."""

    def __init__(self, connection: Connection, person: Participant) -> None:
        self._connection = connection
        self._person = person
        self.theirs: Theirs = theirs(connection, person.guid)
        self.mentions = Mentions(self.theirs.names, self.theirs.others, self.theirs.values)
        self.said = list(self._said())
        self.mentions.quoting(self.said, (words for _, words in self._staying()))

    def _said(self) -> Iterator[str]:
        """Their words, in texts that stay and in those that go."""
        for sha256, words in texts_of(self._connection, self.theirs.spans):
            for span in self.theirs.spans[sha256]:
                yield words[span.start : span.end]

    def _staying(self) -> Iterator[tuple[str, str]]:
        """The texts that stay, without their words."""
        for sha256, words in texts_of(self._connection, self.theirs.kept):
            position, parts = 0, []
            for span in self.theirs.blotted.get(sha256, ()):
                parts.append(words[position : span.start])
                position = span.end
            yield sha256, "\n".join((*parts, words[position:]))

    def edits(self, mentions: bool) -> dict[str, list[Edit]]:
        """What blots out their passages in texts that stay, and their name in the words of others."""
        found: dict[str, list[Edit]] = {}
        for sha256, words in texts_of(self._connection, self.theirs.kept):
            passages = self.theirs.blotted.get(sha256, [])
            named = self.mentions.named(words) if mentions else []
            spans = [*passages, *_apart(named, passages)]
            if spans:
                found[sha256] = [Edit(one.start, one.end, ERASED) for one in joined(spans)]
        return found

    def plan(self, copies: Iterable[Path]) -> ErasurePlan:
        """What goes."""
        connection, forgotten = self._connection, self.theirs.forgotten
        sources = list_sources(connection)
        current = set(current_texts(connection).values())
        counts = count_theirs(connection, self.theirs)
        return ErasurePlan(
            participant=self._person.name,
            sources=tuple(source.name for source in sources if source.guid in forgotten.sources),
            shared=tuple(
                (name, number)
                for guid, name, number in passages_of(connection, self._person.id)
                if guid not in forgotten.sources
            ),
            earlier_texts=len((self.theirs.blotted.keys() | self.theirs.gone) - current),
            codings=counts["codings"],
            memos=counts["memos"],
            values=counts["values"],
            personas=tuple(self._personas()),
            mentions=tuple(islice(self._mentions(), _MOST_MENTIONS)),
            copies=tuple(map(str, copies)),
        )

    @property
    def summary(self) -> str:
        """What the journal says of it: no names."""
        forgotten = self.theirs.forgotten
        parts = len(forgotten.sources), sum(map(len, self.theirs.blotted.values()))
        return f"a participant: {parts[0]} sources, {parts[1]} passages of others, {len(forgotten.codings)} tags"

    def _personas(self) -> Iterator[str]:
        run = latest_synthesis(self._connection)
        codings = self.theirs.forgotten.codings
        for persona in run.personas if run else ():
            cited = {guid for one in persona.claims for guid in one.evidence + one.contrary}
            is_member = any(one.participant_id == self._person.id for one in persona.members)
            if is_member or not codings.isdisjoint(cited):
                yield persona.name

    def _mentions(self) -> Iterator[Mention]:
        for where, words in words_elsewhere(self._connection, self.theirs):
            for edit in self.mentions.edits(words):
                yield Mention(where, _around(words, edit))
        # Runs of words that stand in the texts of others are no quotes of theirs.
        for name, words in self._current_texts():
            for edit in self.mentions.named(words):
                yield Mention(f"source {name}", _around(words, edit))

    def _current_texts(self) -> Iterator[tuple[str, str]]:
        texts = current_texts(self._connection)
        staying = dict(self._staying())
        for source in list_sources(self._connection):
            if source.guid not in self.theirs.forgotten.sources:
                yield source.name, staying[texts[source.guid]]


def _around(words: str, edit: Edit) -> str:
    start, end = max(0, edit.start - _AROUND), min(len(words), edit.end + _AROUND)
    before, after = "…" if start else "", "…" if end < len(words) else ""
    return " ".join(f"{before}{words[start:end]}{after}".split())


def _apart(edits: Iterable[Edit], passages: list[Span]) -> list[Span]:
    """The spans of edits that lie in none of the passages."""
    spans = (Span(edit.start, edit.end) for edit in edits)
    return [span for span in spans if not any(span.overlaps(one) for one in passages)]


def _require(connection: Connection, participant: str) -> Participant:
    people = list_participants(connection)
    for person in people:
        if person.guid == participant:
            return person
    return by_name(people, participant, "participant", "participants")
