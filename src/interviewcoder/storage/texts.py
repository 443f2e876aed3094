"""Texts by their SHA-256, those of earlier revisions and of sources that are gone among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection

_TEXTS = """
SELECT t.sha256, min(s.name) FROM source_text t LEFT JOIN source s ON s.text_sha256 = t.sha256
GROUP BY t.sha256 ORDER BY min(s.id) IS NULL, min(s.id), t.sha256
"""


@dataclass(frozen=True, slots=True)
class TextHeld:
    """A text of the study: its SHA-256, and what it is in."""

    sha256: str
    where: str


def list_texts(connection: Connection) -> list[TextHeld]:
    """All texts, those of today's sources first, those of earlier revisions and of sources that are gone behind."""
    return [
        TextHeld(sha256, "an earlier text" if name is None else f"source {name}")
        for sha256, name in connection.execute(text(_TEXTS))
    ]


def words_of_text(connection: Connection, sha256: str) -> str | None:
    """The words of a text; None where it is gone."""
    words = connection.exec_driver_sql(
        "SELECT text FROM source_text WHERE sha256 = ?", (sha256,)
    ).scalar()
    return None if words is None else str(words)


def texts_of(connection: Connection, hashes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those of the texts that are there, by their SHA-256, one after the other."""
    for sha256 in sorted(hashes):
        words = words_of_text(connection, sha256)
        if words is not None:
            yield sha256, words
