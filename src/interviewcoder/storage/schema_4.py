"""How the tables came to schema 4, as it was released: built anew, so that no id is given twice.

Only a table that is made so remembers the ids of rows that are gone (`AUTOINCREMENT`). References must not be looked at
meanwhile: emptying a table that others point to would be refused.
"""

from collections.abc import Iterator
from itertools import chain

from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from .images import unpack

_TABLES = {
    "coder": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, name VARCHAR NOT NULL,
     name_key VARCHAR NOT NULL, CONSTRAINT uq_coder_guid UNIQUE (guid), CONSTRAINT uq_coder_name_key
     UNIQUE (name_key))
    """,
    "source": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, kind VARCHAR NOT NULL, format VARCHAR NOT
     NULL, encoding VARCHAR NOT NULL, file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL,
     text_sha256 VARCHAR NOT NULL, revision INTEGER NOT NULL, characters INTEGER NOT NULL,
     imported_at VARCHAR NOT NULL, coder_id INTEGER NOT NULL, mapping VARCHAR DEFAULT '{}' NOT NULL,
     CONSTRAINT ck_source_kind_known CHECK (kind IN ('transcript', 'survey')), CONSTRAINT
     uq_source_guid UNIQUE (guid), CONSTRAINT uq_source_name_key UNIQUE (name_key), CONSTRAINT
     uq_source_file_sha256 UNIQUE (file_sha256), CONSTRAINT fk_source_text_sha256_source_text
     FOREIGN KEY(text_sha256) REFERENCES source_text (sha256), CONSTRAINT fk_source_coder_id_coder
     FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "participant": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, CONSTRAINT uq_participant_guid UNIQUE (guid),
     CONSTRAINT uq_participant_name_key UNIQUE (name_key))
    """,
    "speaker": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, position INTEGER NOT
     NULL, label VARCHAR NOT NULL, role VARCHAR NOT NULL, participant_id INTEGER, CONSTRAINT
     uq_speaker_source_id_label UNIQUE (source_id, label), CONSTRAINT ck_speaker_role_known CHECK
     (role IN ('participant', 'interviewer', 'other')), CONSTRAINT ck_speaker_participant_has_person
     CHECK ((role = 'participant') = (participant_id IS NOT NULL)), CONSTRAINT
     fk_speaker_source_id_source FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT
     fk_speaker_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id))
    """,
    "question": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, position INTEGER NOT
     NULL, text VARCHAR NOT NULL, CONSTRAINT fk_question_source_id_source FOREIGN KEY(source_id)
     REFERENCES source (id))
    """,
    "passage": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, position INTEGER NOT
     NULL, start_pos INTEGER NOT NULL, end_pos INTEGER NOT NULL, speaker_id INTEGER NOT NULL,
     question_id INTEGER, start_ms INTEGER, end_ms INTEGER, CONSTRAINT ck_passage_span CHECK (0 <=
     start_pos AND start_pos < end_pos), CONSTRAINT fk_passage_source_id_source FOREIGN
     KEY(source_id) REFERENCES source (id), CONSTRAINT fk_passage_speaker_id_speaker FOREIGN
     KEY(speaker_id) REFERENCES speaker (id), CONSTRAINT fk_passage_question_id_question FOREIGN
     KEY(question_id) REFERENCES question (id))
    """,
    "attribute": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, name VARCHAR NOT NULL,
     name_key VARCHAR NOT NULL, type VARCHAR NOT NULL, choices VARCHAR NOT NULL, position INTEGER
     NOT NULL, labels VARCHAR DEFAULT '[]' NOT NULL, CONSTRAINT ck_attribute_type_known CHECK (type
     IN ('text', 'number', 'date', 'yes/no', 'choice')), CONSTRAINT uq_attribute_guid UNIQUE (guid),
     CONSTRAINT uq_attribute_name_key UNIQUE (name_key))
    """,
    "code": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, kind VARCHAR NOT NULL, parent_id INTEGER,
     colour VARCHAR NOT NULL, definition VARCHAR NOT NULL, include VARCHAR NOT NULL, exclude VARCHAR
     NOT NULL, position INTEGER NOT NULL, coder_id INTEGER NOT NULL, created_at VARCHAR DEFAULT ''
     NOT NULL, CONSTRAINT ck_code_kind_known CHECK (kind IN ('attitude', 'need', 'motivation',
     'experience', 'preference', 'behaviour', 'value', 'belief', 'pain', 'other')), CONSTRAINT
     uq_code_guid UNIQUE (guid), CONSTRAINT uq_code_name_key UNIQUE (name_key), CONSTRAINT
     fk_code_parent_id_code FOREIGN KEY(parent_id) REFERENCES code (id), CONSTRAINT
     fk_code_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "coding": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     source_id INTEGER NOT NULL, start_pos INTEGER NOT NULL, end_pos INTEGER NOT NULL, quote VARCHAR
     NOT NULL, "before" VARCHAR NOT NULL, "after" VARCHAR NOT NULL, code_id INTEGER NOT NULL,
     coder_id INTEGER NOT NULL, created_at VARCHAR NOT NULL, polarity INTEGER DEFAULT 0 NOT NULL,
     weight INTEGER, origin VARCHAR DEFAULT 'hand' NOT NULL, CONSTRAINT ck_coding_span CHECK (0 <=
     start_pos AND start_pos < end_pos), CONSTRAINT
     uq_coding_source_id_start_pos_end_pos_code_id_coder_id UNIQUE (source_id, start_pos, end_pos,
     code_id, coder_id), CONSTRAINT ck_coding_polarity_known CHECK (polarity BETWEEN -1 AND 1),
     CONSTRAINT ck_coding_weight_in_percent CHECK (weight BETWEEN 0 AND 100), CONSTRAINT
     ck_coding_origin_known CHECK (origin IN ('hand', 'autocode', 'suggestion')), CONSTRAINT
     uq_coding_guid UNIQUE (guid), CONSTRAINT fk_coding_source_id_source FOREIGN KEY(source_id)
     REFERENCES source (id), CONSTRAINT fk_coding_code_id_code FOREIGN KEY(code_id) REFERENCES code
     (id), CONSTRAINT fk_coding_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "relocation": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL, revision INTEGER NOT
     NULL, from_revision INTEGER NOT NULL, outcome VARCHAR NOT NULL, decision VARCHAR NOT NULL,
     start_pos INTEGER NOT NULL, end_pos INTEGER NOT NULL, quote VARCHAR NOT NULL, candidates
     VARCHAR NOT NULL, near INTEGER NOT NULL, coding_guid VARCHAR NOT NULL, code_id INTEGER NOT
     NULL, coder_id INTEGER NOT NULL, created_at VARCHAR NOT NULL, coding_version INTEGER NOT NULL,
     polarity INTEGER NOT NULL, weight INTEGER, origin VARCHAR NOT NULL, CONSTRAINT
     ck_relocation_span CHECK (0 <= start_pos AND start_pos < end_pos), CONSTRAINT
     ck_relocation_outcome_known CHECK (outcome IN ('kept', 'moved', 'ambiguous', 'lost')),
     CONSTRAINT ck_relocation_decision_known CHECK (decision IN ('open', 'accepted', 'placed',
     'dismissed')), CONSTRAINT ck_relocation_polarity_known CHECK (polarity BETWEEN -1 AND 1),
     CONSTRAINT ck_relocation_weight_in_percent CHECK (weight BETWEEN 0 AND 100), CONSTRAINT
     ck_relocation_origin_known CHECK (origin IN ('hand', 'autocode', 'suggestion')), CONSTRAINT
     fk_relocation_source_id_source FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT
     fk_relocation_code_id_code FOREIGN KEY(code_id) REFERENCES code (id), CONSTRAINT
     fk_relocation_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "memo": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     target VARCHAR NOT NULL, target_guid VARCHAR NOT NULL, text VARCHAR NOT NULL, coder_id INTEGER
     NOT NULL, created_at VARCHAR NOT NULL, CONSTRAINT ck_memo_target_known CHECK (target IN
     ('study', 'source', 'coding', 'code', 'participant', 'persona')), CONSTRAINT uq_memo_guid
     UNIQUE (guid), CONSTRAINT fk_memo_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "synthesis": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, created_at VARCHAR NOT NULL,
     coder_id INTEGER NOT NULL, seed INTEGER NOT NULL, settings VARCHAR NOT NULL, fingerprint
     VARCHAR NOT NULL, quality VARCHAR NOT NULL, by_hand VARCHAR DEFAULT '' NOT NULL, map VARCHAR
     DEFAULT '{}' NOT NULL, CONSTRAINT uq_synthesis_guid UNIQUE (guid), CONSTRAINT
     fk_synthesis_coder_id_coder FOREIGN KEY(coder_id) REFERENCES coder (id))
    """,
    "persona": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     synthesis_id INTEGER NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, name_edited
     INTEGER NOT NULL, summary VARCHAR NOT NULL, narrative VARCHAR NOT NULL, narrative_edited
     INTEGER NOT NULL, share FLOAT NOT NULL, segments VARCHAR NOT NULL, quality VARCHAR NOT NULL,
     summary_edited INTEGER DEFAULT 0 NOT NULL, journey VARCHAR DEFAULT '{}' NOT NULL, divides
     VARCHAR DEFAULT '[]' NOT NULL, seen_gone VARCHAR DEFAULT '[]' NOT NULL, CONSTRAINT
     fk_persona_synthesis_id_synthesis FOREIGN KEY(synthesis_id) REFERENCES synthesis (id))
    """,
    "claim": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, persona_id INTEGER NOT NULL, position INTEGER NOT
     NULL, code VARCHAR NOT NULL, code_guid VARCHAR NOT NULL, kind VARCHAR NOT NULL, members INTEGER
     NOT NULL, members_of INTEGER NOT NULL, others INTEGER NOT NULL, others_of INTEGER NOT NULL,
     distinctiveness FLOAT NOT NULL, against VARCHAR NOT NULL, members_against INTEGER DEFAULT 0 NOT
     NULL, members_both INTEGER DEFAULT 0 NOT NULL, low FLOAT DEFAULT (-1.0) NOT NULL, high FLOAT
     DEFAULT (1.0) NOT NULL, status VARCHAR DEFAULT 'supported' NOT NULL, held_out INTEGER DEFAULT 0
     NOT NULL, pinned INTEGER DEFAULT 0 NOT NULL, by_hand INTEGER DEFAULT 0 NOT NULL, CONSTRAINT
     fk_claim_persona_id_persona FOREIGN KEY(persona_id) REFERENCES persona (id))
    """,
    "segment": """
    (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, guid VARCHAR NOT NULL, version INTEGER NOT NULL,
     name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, rule VARCHAR NOT NULL, position INTEGER NOT
     NULL, CONSTRAINT uq_segment_guid UNIQUE (guid), CONSTRAINT uq_segment_name_key UNIQUE
     (name_key))
    """,
}
"""In the order in which one refers to another: what follows the name."""

_INDEXES = (
    "CREATE INDEX ix_speaker_participant_id ON speaker (participant_id)",
    "CREATE INDEX ix_question_source_id ON question (source_id)",
    "CREATE INDEX ix_passage_source_start ON passage (source_id, start_pos)",
    "CREATE INDEX ix_passage_speaker_id ON passage (speaker_id)",
    "CREATE INDEX ix_code_parent_id ON code (parent_id)",
    "CREATE INDEX ix_coding_code ON coding (code_id, source_id, start_pos)",
    "CREATE INDEX ix_relocation_coding ON relocation (coding_guid)",
    "CREATE INDEX ix_relocation_source ON relocation (source_id, revision)",
    "CREATE INDEX ix_memo_target ON memo (target_guid)",
    "CREATE INDEX ix_persona_synthesis_id ON persona (synthesis_id)",
    "CREATE INDEX ix_claim_persona_id ON claim (persona_id)",
)
_VIEWS = {
    "coding_passage": """
    SELECT c.id AS coding_id, coalesce(
        (SELECT p.id FROM passage p JOIN speaker s ON s.id = p.speaker_id
          WHERE p.source_id = c.source_id AND p.start_pos < c.end_pos AND s.role = 'participant'
            AND p.start_pos >= (SELECT max(f.start_pos) FROM passage f
                                 WHERE f.source_id = c.source_id AND f.start_pos <= c.start_pos)
          ORDER BY p.start_pos LIMIT 1),
        (SELECT f.id FROM passage f WHERE f.source_id = c.source_id AND f.start_pos <= c.start_pos
          ORDER BY f.start_pos DESC LIMIT 1)) AS passage_id
    FROM coding c
    """,
    "passage_text": """
    SELECT p.id AS id, substr(t.text, p.start_pos + 1, p.end_pos - p.start_pos) AS text
    FROM passage p JOIN source s ON s.id = p.source_id JOIN source_text t ON t.sha256 = s.text_sha256
    """,
}
"""They read the tables, so they go before and come back after."""


def keep_ids_apart(connection: Connection) -> None:
    """Build the tables anew, and note the greatest id that any of their rows ever had."""
    for view in _VIEWS:
        connection.exec_driver_sql(f"DROP VIEW {view}")
    for table, columns in _TABLES.items():
        connection.exec_driver_sql(f"CREATE TABLE fresh_{table} {columns}")
        named = ", ".join(
            f'"{row[1]}"' for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")
        )
        connection.exec_driver_sql(
            f"INSERT INTO fresh_{table} ({named}) SELECT {named} FROM {table} ORDER BY id"
        )
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE fresh_{table} RENAME TO {table}")
    for index in _INDEXES:
        connection.exec_driver_sql(index)
    for view, query in _VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {view} AS {query}")
    remember_ids(connection)


def remember_ids(connection: Connection) -> None:
    """Have SQLite know the greatest id that each table ever had, by its rows and by the journal."""
    highest = dict.fromkeys(_TABLES, 0)
    for table, row_id in chain(_ids_there(connection), _ids_told(connection)):
        highest[table] = max(highest[table], row_id)
    connection.exec_driver_sql("DELETE FROM sqlite_sequence")
    connection.exec_driver_sql(
        "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", list(highest.items())
    )


def _ids_there(connection: Connection) -> Iterator[tuple[str, int]]:
    """The greatest ids of the rows that are there. Quotes of personas outlive their sources."""
    for table in _TABLES:
        greatest = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {table}")
        yield table, greatest.scalar_one()
    quoted = connection.exec_driver_sql("SELECT coalesce(max(source_id), 0) FROM persona_quote")
    yield "source", quoted.scalar_one()


def _ids_told(connection: Connection) -> Iterator[tuple[str, int]]:
    """The greatest id in each image that the journal can still tell."""
    for table, *images in connection.exec_driver_sql(
        "SELECT table_name, before, after FROM journal_change"
    ):
        for packed in images:
            if table in _TABLES and packed is not None:
                try:
                    image = unpack(packed)
                    place = image.columns.index("id")
                    yield table, max((int(row[place]) for row in image.rows), default=0)
                except (StudyError, LookupError, TypeError, ValueError):
                    continue  # A check of the study tells of it.
