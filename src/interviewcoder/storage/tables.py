"""The tables of a study file. They never leave this room: the functions beside them return domain values.

Timestamps are ISO 8601 text in UTC, so that every cell is a JSON value and a row can be kept in the journal.
Positions are code points into the source's text.
"""

from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from ..domain.coding import Origin
from ..domain.kinds import Kind
from ..domain.memo import MemoTarget
from ..domain.participant import AttributeType
from ..domain.persona import ClaimStatus
from ..domain.revision import Decision, Outcome
from ..domain.source import Role, SourceKind

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, values: Any) -> CheckConstraint:
    """A constraint that repeats in the file what the domain's enumeration says."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _added(value: Any) -> Any:
    """A column that files of an earlier schema lack, and so do rows in their journal: they read this value."""
    shown = f"'{value}'" if isinstance(value, str) else str(value)
    return Field(default=value, sa_column_kwargs={"server_default": text(shown)})


def _span_check() -> CheckConstraint:
    return CheckConstraint("0 <= start_pos AND start_pos < end_pos", name="span")


class StudyTable(SQLModel):
    """What all tables share: one metadata with named constraints."""

    metadata: ClassVar[MetaData] = METADATA


class StudyRow(StudyTable, table=True):
    """The study itself; one row."""

    __tablename__ = "study"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True)
    guid: str
    name: str
    language: str
    created_at: str


class CoderRow(StudyTable, table=True):
    """Who tags."""

    __tablename__ = "coder"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    name: str
    name_key: str = Field(unique=True)


class SourceTextRow(StudyTable, table=True):
    """A text, kept once under its SHA-256; never changed, so the journal need not copy it."""

    __tablename__ = "source_text"
    sha256: str = Field(primary_key=True)
    text: str


class SourceRow(StudyTable, table=True):
    """A transcript or survey. `mapping` is a JSON object: how a survey's columns were used."""

    __tablename__ = "source"
    __table_args__ = (_one_of("kind", SourceKind),)
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    name: str
    name_key: str = Field(unique=True)
    kind: str
    format: str
    encoding: str
    file_name: str
    file_sha256: str = Field(unique=True)
    text_sha256: str = Field(foreign_key="source_text.sha256")
    revision: int
    characters: int
    imported_at: str
    coder_id: int = Field(foreign_key="coder.id")
    mapping: str = _added("{}")


class SourceRevisionRow(StudyTable, table=True):
    """An earlier revision of a source, and what became of its codings in the one after it."""

    __tablename__ = "source_revision"
    source_id: int = Field(primary_key=True, foreign_key="source.id")
    revision: int = Field(primary_key=True)
    format: str
    encoding: str
    file_name: str
    file_sha256: str = Field(index=True)
    text_sha256: str = Field(foreign_key="source_text.sha256")
    characters: int
    imported_at: str
    coder_id: int = Field(foreign_key="coder.id")
    mapping: str
    kept: int
    moved: int
    ambiguous: int
    lost: int


class ParticipantRow(StudyTable, table=True):
    """A person."""

    __tablename__ = "participant"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    name: str
    name_key: str = Field(unique=True)


class SpeakerRow(StudyTable, table=True):
    """A voice in one source, what it does there, and the person it belongs to."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("source_id", "label"),
        _one_of("role", Role),
        CheckConstraint(
            "(role = 'participant') = (participant_id IS NOT NULL)", name="participant_has_person"
        ),
    )
    id: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    position: int
    label: str
    role: str
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)


class QuestionRow(StudyTable, table=True):
    """An open question of a survey."""

    __tablename__ = "question"
    id: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    position: int
    text: str


class PassageRow(StudyTable, table=True):
    """A turn, an answer or a paragraph: a span of its source's text."""

    __tablename__ = "passage"
    __table_args__ = (_span_check(), Index("ix_passage_source_start", "source_id", "start_pos"))
    id: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    position: int
    start_pos: int
    end_pos: int
    speaker_id: int = Field(foreign_key="speaker.id", index=True)
    question_id: int | None = Field(default=None, foreign_key="question.id")
    start_ms: int | None = None
    end_ms: int | None = None


class AttributeRow(StudyTable, table=True):
    """A closed fact about participants. `choices` and `labels` are JSON lists."""

    __tablename__ = "attribute"
    __table_args__ = (_one_of("type", AttributeType),)
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    name: str
    name_key: str = Field(unique=True)
    type: str
    choices: str
    position: int
    labels: str = _added("[]")


class AttributeValueRow(StudyTable, table=True):
    """A participant's value of an attribute, in canonical form."""

    __tablename__ = "attribute_value"
    participant_id: int = Field(primary_key=True, foreign_key="participant.id")
    attribute_id: int = Field(primary_key=True, foreign_key="attribute.id")
    value: str


class CodeRow(StudyTable, table=True):
    """A code of the codebook."""

    __tablename__ = "code"
    __table_args__ = (_one_of("kind", Kind),)
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    name: str
    name_key: str = Field(unique=True)
    kind: str
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    colour: str
    definition: str
    include: str
    exclude: str
    position: int
    coder_id: int = Field(foreign_key="coder.id")
    created_at: str = _added("")


class CodingRow(StudyTable, table=True):
    """A coder's mark. `quote` and its surroundings let it be found again in a corrected text."""

    __tablename__ = "coding"
    __table_args__ = (
        _span_check(),
        UniqueConstraint("source_id", "start_pos", "end_pos", "code_id", "coder_id"),
        CheckConstraint("polarity BETWEEN -1 AND 1", name="polarity_known"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_in_percent"),
        _one_of("origin", Origin),
        Index("ix_coding_code", "code_id", "source_id", "start_pos"),
    )
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    source_id: int = Field(foreign_key="source.id")
    start_pos: int
    end_pos: int
    quote: str
    before: str
    after: str
    code_id: int = Field(foreign_key="code.id")
    coder_id: int = Field(foreign_key="coder.id")
    created_at: str
    polarity: int = _added(0)
    weight: int | None = Field(default=None)
    origin: str = _added(Origin.HAND.value)
    model: str = _added("")
    score: float | None = Field(default=None)


class RelocationRow(StudyTable, table=True):
    """What became of a coding in a revision, for review. `candidates` is a JSON list of `[start, end]`.

    The span is in the text of `from_revision`. Where the coding stands now, its own row tells; one without a
    place has none, and is put back from the columns that begin with `coding_guid`.
    """

    __tablename__ = "relocation"
    __table_args__ = (
        _span_check(),
        _one_of("outcome", Outcome),
        _one_of("decision", Decision),
        CheckConstraint("polarity BETWEEN -1 AND 1", name="polarity_known"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_in_percent"),
        _one_of("origin", Origin),
        Index("ix_relocation_source", "source_id", "revision"),
        Index("ix_relocation_coding", "coding_guid"),
    )
    id: int = Field(primary_key=True)
    source_id: int = Field(foreign_key="source.id")
    revision: int
    from_revision: int
    outcome: str
    decision: str
    start_pos: int
    end_pos: int
    quote: str
    candidates: str
    near: int
    coding_guid: str
    code_id: int = Field(foreign_key="code.id")
    coder_id: int = Field(foreign_key="coder.id")
    created_at: str
    coding_version: int
    polarity: int
    weight: int | None = None
    origin: str
    model: str = _added("")
    score: float | None = None


class RejectionRow(StudyTable, table=True):
    """That a coder does not want a code on some words of a source, which are known by their fingerprint only."""

    __tablename__ = "rejection"
    __table_args__ = (UniqueConstraint("code_id", "source_id", "words_sha256", "coder_id"),)
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    code_id: int = Field(foreign_key="code.id")
    source_id: int = Field(foreign_key="source.id", index=True)
    words_sha256: str
    coder_id: int = Field(foreign_key="coder.id")
    created_at: str
    model: str
    score: float


class SavedQueryRow(StudyTable, table=True):
    """A query over codings that is kept under a name and asked anew each time."""

    __tablename__ = "saved_query"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    name: str
    name_key: str = Field(unique=True)
    query: str
    position: int


class MemoRow(StudyTable, table=True):
    """A note on the thing that `target_guid` names."""

    __tablename__ = "memo"
    __table_args__ = (_one_of("target", MemoTarget), Index("ix_memo_target", "target_guid"))
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    target: str
    target_guid: str
    text: str
    coder_id: int = Field(foreign_key="coder.id")
    created_at: str


class SynthesisRow(StudyTable, table=True):
    """A run that made personas. `settings`, `quality` and `map` are JSON objects.

    `by_hand` says what a person did to the personas of the run before, where no synthesis made these.
    """

    __tablename__ = "synthesis"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    created_at: str
    coder_id: int = Field(foreign_key="coder.id")
    seed: int
    settings: str
    fingerprint: str
    quality: str
    by_hand: str = _added("")
    map: str = _added("{}")


class PersonaRow(StudyTable, table=True):
    """A persona. What a person has edited is marked as such.

    `segments`, `quality`, `journey`, `divides` are JSON, and so is `seen_gone`: the GUIDs of cited codings that
    are gone and that a person has looked at.
    """

    __tablename__ = "persona"
    id: int = Field(primary_key=True)
    guid: str
    version: int
    synthesis_id: int = Field(foreign_key="synthesis.id", index=True)
    position: int
    name: str
    name_edited: int
    summary: str
    narrative: str
    narrative_edited: int
    share: float
    segments: str
    quality: str
    summary_edited: int = _added(0)
    journey: str = _added("{}")
    divides: str = _added("[]")
    seen_gone: str = _added("[]")


class PersonaMemberRow(StudyTable, table=True):
    """A participant of a persona and their fit, 0 to 1."""

    __tablename__ = "persona_member"
    persona_id: int = Field(primary_key=True, foreign_key="persona.id")
    participant_id: int = Field(primary_key=True, foreign_key="participant.id", index=True)
    fit: float
    by_hand: int = _added(0)


class ClaimRow(StudyTable, table=True):
    """That a persona is told by a code, with the counts. `against` is a JSON list of names."""

    __tablename__ = "claim"
    id: int = Field(primary_key=True)
    persona_id: int = Field(foreign_key="persona.id", index=True)
    position: int
    code: str
    code_guid: str
    kind: str
    members: int
    members_of: int
    others: int
    others_of: int
    distinctiveness: float
    against: str
    members_against: int = _added(0)
    members_both: int = _added(0)
    low: float = _added(-1.0)
    high: float = _added(1.0)
    status: str = _added(ClaimStatus.SUPPORTED.value)
    held_out: int = _added(0)
    pinned: int = _added(0)
    by_hand: int = _added(0)


class EvidenceRow(StudyTable, table=True):
    """A coding for or against a claim. Kept by GUID: the persona remembers it after it is deleted."""

    __tablename__ = "evidence"
    claim_id: int = Field(primary_key=True, foreign_key="claim.id")
    coding_guid: str = Field(primary_key=True, index=True)
    position: int
    against: int = _added(0)


class PersonaQuoteRow(StudyTable, table=True):
    """A quote on a persona's page: a span of a source, and the coding that brought it there.

    `text_sha256` names the text of an earlier revision that the words stand in; empty: the source's own.
    """

    __tablename__ = "persona_quote"
    __table_args__ = (_span_check(),)
    persona_id: int = Field(primary_key=True, foreign_key="persona.id")
    position: int = Field(primary_key=True)
    coding_guid: str
    source_id: int
    start_pos: int
    end_pos: int
    participant: str
    code: str
    against: int = _added(0)
    text_sha256: str = _added("")


class SegmentRow(StudyTable, table=True):
    """A group of participants by a rule over their attributes."""

    __tablename__ = "segment"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    version: int
    name: str
    name_key: str = Field(unique=True)
    rule: str
    position: int


class JournalEntryRow(StudyTable, table=True):
    """One user action. Undo and redo are entries of their own that point to the entry they are about."""

    __tablename__ = "journal_entry"
    id: int = Field(primary_key=True)
    guid: str = Field(unique=True)
    at: str
    coder: str
    verb: str
    summary: str
    undoes: int | None = Field(default=None, foreign_key="journal_entry.id", index=True)
    redoes: int | None = Field(default=None, foreign_key="journal_entry.id")


class JournalChangeRow(StudyTable, table=True):
    """Rows of one table before and after one step of an action (see `images`)."""

    __tablename__ = "journal_change"
    entry_id: int = Field(primary_key=True, foreign_key="journal_entry.id")
    seq: int = Field(primary_key=True)
    table_name: str
    row_count: int
    before: bytes | None = None
    after: bytes | None = None


def table_of(row: type[StudyTable]) -> Table:
    """The SQLAlchemy table behind a row class."""
    table: Table = METADATA.tables[str(row.__tablename__)]
    return table


JOURNALLED = tuple(
    table_of(row)
    for row in (
        StudyRow,
        CoderRow,
        SourceRow,
        SourceRevisionRow,
        ParticipantRow,
        SpeakerRow,
        QuestionRow,
        PassageRow,
        AttributeRow,
        AttributeValueRow,
        CodeRow,
        CodingRow,
        RelocationRow,
        RejectionRow,
        MemoRow,
        SynthesisRow,
        PersonaRow,
        PersonaMemberRow,
        ClaimRow,
        EvidenceRow,
        PersonaQuoteRow,
        SegmentRow,
        SavedQueryRow,
    )
)
"""The content of a study: what undo gives back exactly."""

KEPT_APART = tuple(table for table in JOURNALLED if "id" in table.columns and table.name != "study")
"""The tables whose rows have an id of their own; the id of a row that is gone is not given to another one.

The journal, and windows that show a row, name it by its id, and must not come upon another row there.
"""
for _table in KEPT_APART:
    _table.dialect_options["sqlite"]["autoincrement"] = True


def default_of(column: "Column[object]") -> str | int | float | None:
    """What a row of an earlier schema reads in a column that it lacks; None where the column has no default."""
    if column.server_default is None:
        return None
    literal = str(getattr(column.server_default, "arg", ""))
    if literal.startswith("'"):
        return literal[1:-1].replace("''", "'")
    number = float(literal)
    return number if isinstance(column.type, Float) else int(number)


JSON_COLUMNS = {
    "source": ("mapping",),
    "source_revision": ("mapping",),
    "relocation": ("candidates",),
    "attribute": ("choices", "labels"),
    "synthesis": ("settings", "quality", "map"),
    "persona": ("segments", "quality", "journey", "divides", "seen_gone"),
    "claim": ("against",),
}
"""By table: the columns that hold JSON."""

CODING_PASSAGE_VIEW = """
CREATE VIEW coding_passage AS
SELECT c.id AS coding_id, coalesce(
    (SELECT p.id FROM passage p JOIN speaker s ON s.id = p.speaker_id
      WHERE p.source_id = c.source_id AND p.start_pos < c.end_pos AND s.role = 'participant'
        AND p.start_pos >= (SELECT max(f.start_pos) FROM passage f
                             WHERE f.source_id = c.source_id AND f.start_pos <= c.start_pos)
      ORDER BY p.start_pos LIMIT 1),
    (SELECT f.id FROM passage f WHERE f.source_id = c.source_id AND f.start_pos <= c.start_pos
      ORDER BY f.start_pos DESC LIMIT 1)) AS passage_id
FROM coding c
"""
"""Whose words an excerpt holds: its first passage by a participant, else the passage where it starts."""
