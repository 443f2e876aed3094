"""Entering the sources of an exchanged study."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from ..domain.exchange import ExchangedSource
from ..domain.exchange_report import counted
from ..domain.imported import ImportedSource, ImportedSpeaker
from ..domain.memo import MemoTarget
from ..domain.text import name_key
from .change import Change
from .entered import Entered, Guids, some, stamp
from .participants import Registrar
from .sources import add_source, free_name
from .tables import SourceRow, table_of


def enter_sources(change: Change, sources: Sequence[ExchangedSource], done: Entered) -> None:
    """Add the sources that are new; one of the same text as the study's is the study's own."""
    table = table_of(SourceRow)
    by_text: dict[str, list[tuple[int, str, str]]] = {}
    hashes = set()
    for row in change.connection.execute(
        select(table.c.id, table.c.guid, table.c.name_key, table.c.text_sha256, table.c.file_sha256)
    ):
        by_text.setdefault(row.text_sha256, []).append((row.id, row.guid, row.name_key))
        hashes.add(row.file_sha256)
    guids = Guids(change.connection, SourceRow)
    registrar = Registrar(change)
    targets = done.targets.setdefault(MemoTarget.SOURCE, {})
    reused: list[str] = []
    renamed: list[str] = []
    for one in sources:
        imported = one.source
        text_sha256 = hashlib.sha256(imported.text.encode()).hexdigest()
        same = by_text.get(text_sha256, [])
        if same:
            wanted = (one.guid, name_key(imported.name))
            best = max(same, key=lambda there: (there[1] == wanted[0], there[2] == wanted[1]))
            # Each is taken once: answers of several people may have the same words.
            same.remove(best)
            done.sources[one.guid], targets[one.guid] = best[0], best[1]
            reused.append(imported.name)
            continue
        name = free_name(change.connection, imported.name)
        if name != imported.name:
            renamed.append(name)
        file_sha256 = text_sha256
        if file_sha256 in hashes:
            file_sha256 = hashlib.sha256(f"{one.guid}\n{imported.text}".encode()).hexdigest()
        hashes.add(file_sha256)
        guid = guids.free(one.guid)
        done.sources[one.guid] = add_source(
            change,
            registrar,
            replace(_with_names(imported, done.names), name=name),
            file_name=one.file_name,
            file_sha256=file_sha256,
            text_sha256=text_sha256,
            guid=guid,
            imported_at=stamp(one.created_at),
            coder_id=done.coder_id(change, one.coder_guid),
        )
        targets[one.guid] = guid
        done.added["sources"] += 1
    done.already["sources"] += len(reused)
    if renamed:
        done.told.append(
            f"{counted(len(renamed), 'sources')} came under another name, since the study has one of that "
            f"name with other words: {some(renamed)}."
        )


def _with_names(imported: ImportedSource, names: dict[str, str]) -> ImportedSource:
    """The source with its participants called as the study calls them."""

    def called(speaker: ImportedSpeaker) -> ImportedSpeaker:
        name = names.get(name_key(speaker.participant)) if speaker.participant else None
        return replace(speaker, participant=name) if name else speaker

    return replace(imported, speakers=tuple(map(called, imported.speakers))) if names else imported
