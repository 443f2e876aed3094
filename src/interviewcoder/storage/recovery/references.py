"""Rows that point to rows which are gone: stand-ins where a person can name them again, else set aside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ...domain.kinds import Kind
from ...domain.participant import AttributeType
from ...domain.source import Role, SourceKind
from ...domain.text import name_key
from ..change import moment, new_guid
from .cells import Value
from .choosing import Tables
from .shapes import Row, shapes
from .sources import Texts
from .texts import Wanted, mend, said_by, sha256_of


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that fits nowhere any more, and why."""

    table: str
    row: Row
    why: str


@dataclass(slots=True)
class Joined:
    """What was done to make all references hold."""

    stand_ins: dict[str, int] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)


def join(tables: Tables, texts: Texts) -> Joined:
    """Make every reference hold, changing `tables`."""
    joined = Joined()
    for name, shape in shapes().items():
        rows = tables.get(name)
        if rows is None:
            continue
        targets = [
            (column.name, key.column.table.name)
            for column in shape.table.columns
            for key in column.foreign_keys
        ]
        for key, row in list(rows.items()):
            for column, target in targets:
                value = shape.cell(row, column)
                if value is None or _is_there(tables, texts, target, value):
                    continue
                made = _stand_in(tables, texts, target, value, name, row)
                if made is not None:
                    tables[target][(value,)] = made
                    joined.stand_ins[target] = joined.stand_ins.get(target, 0) + 1
                elif shape.nullable[shape.columns.index(column)]:
                    row = rows[key] = shape.with_cells(row, {column: None})
                else:
                    joined.aside.append(Aside(name, row, f"its {target} is gone"))
                    del rows[key]
                    break
    return joined


def _is_there(tables: Tables, texts: Texts, target: str, value: Value) -> bool:
    if target == "source_text":
        return value in texts.words
    return (value,) in tables.get(target, {})


def _stand_in(
    tables: Tables, texts: Texts, target: str, value: Value, of: str, row: Row
) -> Row | None:
    """A row for one that is gone; None where none can be made up."""
    if target not in _STAND_INS or not isinstance(value, int) or of == target:
        return None
    source_id = shapes()[of].cells(row).get("source_id")
    if target in ("speaker", "question") and source_id is None:
        return None
    # What it was is often known to others, so those can be asked for it.
    return shapes()[target].row_of(_STAND_INS[target](tables, texts, value, source_id))


def _named(kind: str, number: int) -> dict[str, Any]:
    name = f"Lost {kind} {number}"
    return {
        "id": number,
        "guid": new_guid(),
        "version": 1,
        "name": name,
        "name_key": name_key(name),
    }


def _coder(_tables: Tables, _texts: Texts, number: int, _source: Value) -> dict[str, Any]:
    return _named("coder", number)


def _participant(_tables: Tables, _texts: Texts, number: int, _source: Value) -> dict[str, Any]:
    return _named("participant", number)


def _attribute(tables: Tables, _texts: Texts, number: int, _source: Value) -> dict[str, Any]:
    return {
        **_named("attribute", number),
        "type": AttributeType.TEXT.value,
        "choices": "[]",
        "position": len(tables["attribute"]),
    }


def _code(tables: Tables, _texts: Texts, number: int, _source: Value) -> dict[str, Any]:
    return {
        **_named("code", number),
        "kind": Kind.OTHER.value,
        "colour": Kind.OTHER.colour,
        "definition": "",
        "include": "",
        "exclude": "",
        "position": len(tables["code"]),
        "coder_id": _some_coder(tables),
    }


def _some_coder(tables: Tables) -> Value:
    if not tables["coder"]:
        tables["coder"][(1,)] = shapes()["coder"].row_of(_named("coder", 1))
    return next(iter(tables["coder"]))[0]


def _speaker(tables: Tables, _texts: Texts, number: int, source: Value) -> dict[str, Any]:
    return {
        "id": number,
        "source_id": source,
        "position": len(tables["speaker"]),
        "label": f"Lost speaker {number}",
        "role": Role.OTHER.value,
        "participant_id": None,
    }


def _question(tables: Tables, _texts: Texts, number: int, source: Value) -> dict[str, Any]:
    return {
        "id": number,
        "source_id": source,
        "position": len(tables["question"]),
        "text": f"Lost question {number}",
    }


def _source(tables: Tables, texts: Texts, number: int, _source: Value) -> dict[str, Any]:
    """A source whose row is gone: its text is the left one on which its tags stand, else what they quote."""
    coding, passage = shapes()["coding"], shapes()["passage"]
    tags = []
    reach = 0
    for row in tables["coding"].values():
        if coding.cell(row, "source_id") == number:
            cells = [coding.cell(row, name) for name in ("start_pos", "before", "quote", "after")]
            assert isinstance(cells[0], int)
            tags.append((cells[0], str(cells[1]), str(cells[2]), str(cells[3])))
    for row in tables["passage"].values():
        end = passage.cell(row, "end_pos")
        if passage.cell(row, "source_id") == number and isinstance(end, int):
            reach = max(reach, end)
    said = said_by(tags)
    reach = max([reach, *(one.start + len(one.words) for one in said), 1])
    for sha256, words in list(texts.left_over.items()):
        stand = sum(words[one.start : one.start + len(one.words)] == one.words for one in said)
        likely = stand * 2 > len(said) if said else 0 <= len(words) - reach < 3
        if likely and len(words) >= reach:
            del texts.left_over[sha256]
            break
    else:
        words = mend(Wanted("", min(reach, 10_000_000), said), None).words
        sha256 = sha256_of(words)
    texts.words[sha256] = words
    return {
        **_named("source", number),
        "kind": SourceKind.TRANSCRIPT.value,
        "format": "text",
        "encoding": "utf-8",
        "file_name": "",
        "file_sha256": sha256_of(f"{number} {sha256}"),
        "text_sha256": sha256,
        "revision": 1,
        "characters": len(words),
        "imported_at": moment(),
        "coder_id": _some_coder(tables),
        "mapping": "{}",
    }


_STAND_INS: dict[str, Callable[[Tables, Texts, int, Value], dict[str, Any]]] = {
    "coder": _coder,
    "participant": _participant,
    "attribute": _attribute,
    "code": _code,
    "speaker": _speaker,
    "question": _question,
    "source": _source,
}
