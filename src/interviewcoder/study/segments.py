"""The researcher's verbs on segments, and how personas cut across them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.participant import Participant
from ..domain.query_parser import parse
from ..domain.redaction import Redaction
from ..domain.segment import (
    AnswersTree,
    Cut,
    Distribution,
    Segment,
    SegmentDraft,
    SegmentWarning,
)
from ..domain.text import clean_name, name_key
from ..storage import segments as stored
from ..storage.engine import Connection
from ..storage.participants import list_attributes, list_participants
from ..storage.personas import latest_synthesis
from ..storage.study_file import StudyFile
from .exporting import Told, pseudonyms, tell_left, unheard
from .files import shown, write_text
from .naming import by_name
from .querying import Queried, named_once, subject_of

Found = list[Segment]

_FORMS = {".csv": "csv", ".md": "markdown"}
"""What a file of the cut is, by its suffix."""


class Segments:
    """Named groups of participants by rules over their attributes."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self) -> Found:
        """The segments in their order, with their members as of now."""
        with self._file.reading() as connection:
            return Queried(connection).segments()

    def get(self, name: str) -> Segment:
        """The segment of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "segment", "segments")

    def members(self, rule: str) -> Sequence[Participant]:
        """Whom a rule is true of, in order of entry; nothing is stored.

        Raises:
            QueryError: the rule cannot be read, or speaks of what the study does not have.
        """
        with self._file.reading() as connection:
            rules = Queried(connection, counted=True)
            ids = set(rules.members(rules.read(rule)))
            return [one for one in rules.people if one.id in ids]

    def sizes(self, rules: Sequence[str]) -> Sequence[int]:
        """How many participants each rule is true of; nothing is stored.

        Raises:
            QueryError: a rule cannot be read, or speaks of what the study does not have.
        """
        with self._file.reading() as connection:
            known = Queried(connection)
            return [len(known.members(known.read(rule))) for rule in rules]

    def add(self, name: str, rule: str) -> Segment:
        """Enter a segment.

        Raises:
            StudyError: the name is taken or empty, or the rule cannot be read.
        """
        self.add_all([SegmentDraft(name, rule)])
        return self.get(clean_name(name))

    def add_all(self, drafts: Sequence[SegmentDraft]) -> int:
        """Enter several segments as one action; returns how many.

        Raises:
            StudyError: a name is taken or empty, or a rule cannot be read; then none is entered.
        """
        with self._file.writing("add segments", self._coder) as change:
            for draft in drafts:
                clean = checked_draft(change.connection, draft)
                stored.add_segment(change, clean)
            change.summary = ", ".join(draft.name for draft in drafts)
        return len(drafts)

    def edit(self, segment_id: int, name: str, rule: str, *, seen: Seen | None = None) -> None:
        """Give a segment another name or rule.

        Args:
            seen: `name` and `rule` as they were when the editing began: one that the editing did not change is left
                as it is now. None: both are written.

        Raises:
            EditConflict: another has changed the same since, or removed the segment.
            StudyError: it is gone, the name is taken or empty, or the rule cannot be read.
        """
        with self._file.writing("edit segment", self._coder) as change:
            clean = checked_draft(change.connection, SegmentDraft(name, rule))
            change.summary = f"{clean.name}: {clean.rule}"
            if seen is None or clean.name != seen.get("name"):
                _require_unused(change.connection, segment_id, but=clean.name)
            stored.edit_segment(change, segment_id, clean, seen)
            now = Queried(change.connection)
            # Only now does a rule show that leads over others back to itself.
            now.members(now.read(clean.rule))

    def remove(self, segment_id: int, *, seen: Seen | None = None) -> None:
        """Take a segment away with the memos on it; its people stay in the study.

        Args:
            seen: `name` and `rule` as they were on show; None: whatever they are now.

        Raises:
            EditConflict: another has changed or removed it since.
            StudyError: the rules of other segments speak of it.
        """
        with self._file.writing("remove segment", self._coder) as change:
            found = [one for one in stored.list_segments(change.connection) if one.id == segment_id]
            change.summary = found[0].name if found else ""
            _require_unused(change.connection, segment_id)
            stored.remove_segment(change, segment_id, seen)

    def warnings(self) -> Sequence[SegmentWarning]:
        """What is wrong with the segments: too narrow, too large, too many, overlapping, leaving people out.

        Sets of segments are looked at one by one: that everybody has a plan and a region is no overlap.
        """
        from ..analysis.segment_warnings import segment_warnings

        with self._file.reading() as connection:
            synthesis = latest_synthesis(connection)
            everyone = [one.id for one in list_participants(connection)]
        personas = len(synthesis.personas) if synthesis else 0
        return [
            warning
            for segments in self.sets().values()
            for warning in segment_warnings(
                [(one.name, one.members) for one in segments], everyone, personas
            )
        ]

    def suggested(self) -> Sequence[tuple[str, Sequence[SegmentDraft]]]:
        """Sets of segments that the attributes suggest, a title with each."""
        from ..analysis.suggested_segments import suggested_segments

        with self._file.reading() as connection:
            people, attributes = list_participants(connection), list_attributes(connection)
        return suggested_segments(people, attributes)

    def foretelling(self) -> AnswersTree | None:
        """Rules over the attributes that foretell the personas, where any do better than a guess."""
        from ..analysis.suggested_segments import by_answers_tree

        with self._file.reading() as connection:
            people, attributes = list_participants(connection), list_attributes(connection)
            synthesis = latest_synthesis(connection)
        personas = synthesis.personas if synthesis else ()
        home = {m.participant_id: p.name for p in personas for m in p.members}
        return by_answers_tree(people, attributes, [home.get(one.id, "") for one in people])

    def closed_questions(self) -> Sequence[Distribution]:
        """How many participants have each value of each attribute."""
        from ..analysis.closed_questions import closed_questions

        with self._file.reading() as connection:
            people, attributes = list_participants(connection), list_attributes(connection)
        return closed_questions(people, attributes)

    def sets(self) -> dict[str, Found]:
        """The segments by what their rules are about, such as `plan`: each set sorts the same people its own way."""
        found: dict[str, Found] = {}
        for segment in self.list():
            found.setdefault(subject_of(parse(segment.rule)), []).append(segment)
        return found

    def cut(
        self,
        of: str | None = None,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Cut:
        """The table of segments by the personas of the newest run.

        Args:
            of: one of `sets`; None: all segments together, of which a person may be in several.
            redact: what to leave out; there are no words of participants in it, but there may be names.
            told: is told what may still tell who somebody is, where names are left out.

        Raises:
            StudyError: there is no such set.
        """
        from ..analysis.cut import cut

        sets = self.sets()
        if of is not None and of not in sets:
            raise StudyError(f"No segments are about '{of}'.", f"Use: {', '.join(sets) or 'none'}.")
        segments = self.list() if of is None else sets[of]
        with self._file.reading() as connection:
            synthesis = latest_synthesis(connection)
            names = pseudonyms(connection, redact)
        personas = synthesis.personas if synthesis else ()
        found = cut(
            [(one.name, [m.participant_id for m in one.members]) for one in personas],
            [(one.name, one.members) for one in segments],
        )
        if names is not None:
            found = names.everywhere(found)
        tell_left(names, told)
        return found

    def export_cut(
        self,
        path: str | Path,
        form: str | None = None,
        *,
        of: str | None = None,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write the table of segments by personas as CSV or Markdown.

        Args:
            path: where.
            form: `csv` or `markdown`; None leaves it to the file's suffix.
            of: one of `sets`; None: all segments.
            redact: what to leave out.
            told: is told what may still tell who somebody is, where names are left out.

        Raises:
            StudyError: the suffix is neither, or the file cannot be written.
        """
        from ..exporters.cut import cut_csv, cut_markdown

        file = Path(path)
        with self._file.reading() as connection:
            names = pseudonyms(connection, redact)
        study = self._file.about()[0]
        match form or _FORMS.get(file.suffix.lower()):
            case "csv":
                return write_text(file, cut_csv(self.cut(of, redact, told)))
            case "markdown":
                return write_text(
                    file, cut_markdown(self.cut(of, redact, told), names(study) if names else study)
                )
        raise StudyError(
            f"'{shown(file.name)}' does not say which format it wants.", "End it in .csv or .md."
        )


def checked_draft(connection: Connection, draft: SegmentDraft) -> SegmentDraft:
    """The draft with a clean name, and its rule as it is written canonically.

    Raises:
        StudyError: the name or the rule cannot be.
    """
    name = clean_name(draft.name, "segment's name")
    known = Queried(connection)
    query = known.read(draft.rule)
    known.members(query)
    return SegmentDraft(name, str(query))


def _require_unused(connection: Connection, segment_id: int, but: str = "") -> None:
    """See that no other segment is made of this one, unless it keeps its name."""
    for one in stored.list_segments(connection):
        if one.id == segment_id and name_key(one.name) != name_key(but):
            users = Queried(connection).made_of(one.name)
            if users:
                raise StudyError(
                    f"The rule of {named_once(users)} speaks of the segment '{one.name}'.",
                    "Change that rule first.",
                )
