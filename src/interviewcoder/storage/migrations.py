"""Studies of an earlier schema are brought to this one: after a verified backup, in one transaction.

The steps are SQL, kept as it was released: they must go on working whatever the tables become.
"""

from collections.abc import Callable

from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from .header import SCHEMA_VERSION
from .schema_4 import keep_ids_apart

STEPS: dict[int, tuple[str | Callable[[Connection], None], ...]] = {
    1: (
        "ALTER TABLE code ADD COLUMN created_at VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE coding ADD COLUMN polarity INTEGER NOT NULL DEFAULT 0"
        " CONSTRAINT ck_coding_polarity_known CHECK (polarity BETWEEN -1 AND 1)",
        "ALTER TABLE coding ADD COLUMN weight INTEGER"
        " CONSTRAINT ck_coding_weight_in_percent CHECK (weight BETWEEN 0 AND 100)",
        "ALTER TABLE coding ADD COLUMN origin VARCHAR NOT NULL DEFAULT 'hand'"
        " CONSTRAINT ck_coding_origin_known CHECK (origin IN ('hand', 'autocode', 'suggestion'))",
        "ALTER TABLE synthesis ADD COLUMN by_hand VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE synthesis ADD COLUMN map VARCHAR NOT NULL DEFAULT '{}'",
        "ALTER TABLE persona ADD COLUMN summary_edited INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE persona ADD COLUMN journey VARCHAR NOT NULL DEFAULT '{}'",
        "ALTER TABLE persona ADD COLUMN divides VARCHAR NOT NULL DEFAULT '[]'",
        "ALTER TABLE persona ADD COLUMN seen_gone VARCHAR NOT NULL DEFAULT '[]'",
        "ALTER TABLE persona_member ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN members_against INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN members_both INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN low FLOAT NOT NULL DEFAULT -1.0",
        "ALTER TABLE claim ADD COLUMN high FLOAT NOT NULL DEFAULT 1.0",
        "ALTER TABLE claim ADD COLUMN status VARCHAR NOT NULL DEFAULT 'supported'",
        "ALTER TABLE claim ADD COLUMN held_out INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE claim ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE evidence ADD COLUMN against INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE persona_quote ADD COLUMN against INTEGER NOT NULL DEFAULT 0",
        "CREATE TABLE segment (id INTEGER NOT NULL, guid VARCHAR NOT NULL, version INTEGER NOT NULL,"
        " name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, rule VARCHAR NOT NULL,"
        " position INTEGER NOT NULL, CONSTRAINT pk_segment PRIMARY KEY (id),"
        " CONSTRAINT uq_segment_guid UNIQUE (guid), CONSTRAINT uq_segment_name_key UNIQUE (name_key))",
    ),
    2: (
        "ALTER TABLE source ADD COLUMN mapping VARCHAR NOT NULL DEFAULT '{}'",
        "ALTER TABLE attribute ADD COLUMN labels VARCHAR NOT NULL DEFAULT '[]'",
        "ALTER TABLE persona_quote ADD COLUMN text_sha256 VARCHAR NOT NULL DEFAULT ''",
        "CREATE TABLE source_revision (source_id INTEGER NOT NULL, revision INTEGER NOT NULL,"
        " format VARCHAR NOT NULL, encoding VARCHAR NOT NULL, file_name VARCHAR NOT NULL,"
        " file_sha256 VARCHAR NOT NULL, text_sha256 VARCHAR NOT NULL, characters INTEGER NOT NULL,"
        " imported_at VARCHAR NOT NULL, coder_id INTEGER NOT NULL, mapping VARCHAR NOT NULL,"
        " kept INTEGER NOT NULL, moved INTEGER NOT NULL, ambiguous INTEGER NOT NULL, lost INTEGER NOT NULL,"
        " CONSTRAINT pk_source_revision PRIMARY KEY (source_id, revision),"
        " CONSTRAINT fk_source_revision_source_id_source FOREIGN KEY(source_id) REFERENCES source (id),"
        " CONSTRAINT fk_source_revision_text_sha256_source_text FOREIGN KEY(text_sha256)"
        " REFERENCES source_text (sha256),"
        " CONSTRAINT fk_source_revision_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))",
        "CREATE INDEX ix_source_revision_file_sha256 ON source_revision (file_sha256)",
        "CREATE TABLE relocation (id INTEGER NOT NULL, source_id INTEGER NOT NULL, revision INTEGER NOT NULL,"
        " from_revision INTEGER NOT NULL, outcome VARCHAR NOT NULL, decision VARCHAR NOT NULL,"
        " start_pos INTEGER NOT NULL, end_pos INTEGER NOT NULL, quote VARCHAR NOT NULL,"
        " candidates VARCHAR NOT NULL, near INTEGER NOT NULL,"
        " coding_guid VARCHAR NOT NULL, code_id INTEGER NOT NULL, coder_id INTEGER NOT NULL,"
        " created_at VARCHAR NOT NULL, coding_version INTEGER NOT NULL, polarity INTEGER NOT NULL,"
        " weight INTEGER, origin VARCHAR NOT NULL, CONSTRAINT pk_relocation PRIMARY KEY (id),"
        " CONSTRAINT ck_relocation_span CHECK (0 <= start_pos AND start_pos < end_pos),"
        " CONSTRAINT ck_relocation_outcome_known CHECK (outcome IN ('kept', 'moved', 'ambiguous', 'lost')),"
        " CONSTRAINT ck_relocation_decision_known CHECK"
        " (decision IN ('open', 'accepted', 'placed', 'dismissed')),"
        " CONSTRAINT ck_relocation_polarity_known CHECK (polarity BETWEEN -1 AND 1),"
        " CONSTRAINT ck_relocation_weight_in_percent CHECK (weight BETWEEN 0 AND 100),"
        " CONSTRAINT ck_relocation_origin_known CHECK (origin IN ('hand', 'autocode', 'suggestion')),"
        " CONSTRAINT fk_relocation_source_id_source FOREIGN KEY(source_id) REFERENCES source (id),"
        " CONSTRAINT fk_relocation_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),"
        " CONSTRAINT fk_relocation_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))",
        "CREATE INDEX ix_relocation_source ON relocation (source_id, revision)",
        "CREATE INDEX ix_relocation_coding ON relocation (coding_guid)",
    ),
    3: (keep_ids_apart,),
    4: (
        "ALTER TABLE coding ADD COLUMN model VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE coding ADD COLUMN score FLOAT",
        "ALTER TABLE relocation ADD COLUMN model VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE relocation ADD COLUMN score FLOAT",
        "CREATE TABLE rejection (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL,"
        " code_id INTEGER NOT NULL, source_id INTEGER NOT NULL, words_sha256 VARCHAR NOT NULL,"
        " coder_id INTEGER NOT NULL, created_at VARCHAR NOT NULL, model VARCHAR NOT NULL, score FLOAT NOT NULL,"
        " CONSTRAINT uq_rejection_code_id_source_id_words_sha256_coder_id"
        " UNIQUE (code_id, source_id, words_sha256, coder_id),"
        " CONSTRAINT uq_rejection_guid UNIQUE (guid),"
        " CONSTRAINT fk_rejection_code_id_code FOREIGN KEY(code_id) REFERENCES code (id),"
        " CONSTRAINT fk_rejection_source_id_source FOREIGN KEY(source_id) REFERENCES source (id),"
        " CONSTRAINT fk_rejection_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))",
        "CREATE INDEX ix_rejection_source_id ON rejection (source_id)",
        "CREATE TABLE saved_query (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL,"
        " version INTEGER NOT NULL, name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, query VARCHAR NOT NULL,"
        " position INTEGER NOT NULL, CONSTRAINT uq_saved_query_guid UNIQUE (guid),"
        " CONSTRAINT uq_saved_query_name_key UNIQUE (name_key))",
        # A constraint changes only where its table is built anew; which ids it ever gave must be known on.
        "CREATE TABLE fresh_memo (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL,"
        " version INTEGER NOT NULL, target VARCHAR NOT NULL, target_guid VARCHAR NOT NULL,"
        " text VARCHAR NOT NULL, coder_id INTEGER NOT NULL, created_at VARCHAR NOT NULL,"
        " CONSTRAINT ck_memo_target_known CHECK (target IN"
        " ('study', 'source', 'coding', 'code', 'participant', 'persona', 'segment')),"
        " CONSTRAINT uq_memo_guid UNIQUE (guid),"
        " CONSTRAINT fk_memo_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))",
        "INSERT INTO fresh_memo (id, guid, version, target, target_guid, text, coder_id, created_at)"
        " SELECT id, guid, version, target, target_guid, text, coder_id, created_at FROM memo ORDER BY id",
        "DELETE FROM sqlite_sequence WHERE name = 'fresh_memo'",
        "UPDATE sqlite_sequence SET name = 'fresh_memo' WHERE name = 'memo'",
        "DROP TABLE memo",
        "ALTER TABLE fresh_memo RENAME TO memo",
        "CREATE INDEX ix_memo_target ON memo (target_guid)",
    ),
}
"""By the schema that they start from."""


def schema_of(connection: Connection) -> int:
    """The schema of the file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: Connection) -> None:
    """Bring the file to this program's schema; the connection holds the writers' lock and looks at no references.

    Another instance may have done so in the meantime: then there is nothing left to do.

    Raises:
        StudyError: rows point to nothing that pointed to something before.
    """
    broken = _broken_references(connection)
    for version in range(schema_of(connection), SCHEMA_VERSION):
        for step in STEPS[version]:
            if callable(step):
                step(connection)
            else:
                connection.exec_driver_sql(step)
    if _broken_references(connection) > broken:
        raise StudyError(
            "The study is of an earlier schema, and would lose something on its way to this one.",
            "Nothing was changed. Look for damage with the version that it was last opened with.",
        )
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _broken_references(connection: Connection) -> int:
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
