"""Rows that no longer fit what they are about: tags beside their words, cells that cannot be read, passages with gaps."""

from collections.abc import Iterator
from typing import Any

from ...domain.source import Role
from ...domain.text import name_key
from ..change import new_guid
from ..tables import JSON_COLUMNS
from .cells import UNREADABLE
from .choosing import Chosen, Tables
from .references import Aside
from .shapes import Row, Shape, shapes
from .sources import Texts
from .texts import MARK, sha256_of

_NEAR = 200
"""Letters around a tag's place in which its words are looked for first."""
_ALIKE = 0.6
"""The share of equal letters from which on a quote is taken for a damaged copy of the words at its place."""


def make_readable(tables: Tables) -> None:
    """Put marks for letters that could not be read, and plain values for cells that tell nothing."""
    for name, rows in tables.items():
        shape = shapes()[name]
        for key, row in rows.items():
            if not shape.flaws(row):
                continue
            cells = shape.cells(row)
            for column, value in cells.items():
                if isinstance(value, str) and UNREADABLE in value:
                    cells[column] = value.replace(UNREADABLE, MARK)
            _make_whole(shape, cells)
            rows[key] = tuple(cells.values())


def _make_whole(shape: Shape, cells: dict[str, Any]) -> None:
    if "name_key" in cells:
        cells["name_key"] = name_key(cells["name"])
    row = tuple(cells.values())
    for column in JSON_COLUMNS.get(shape.table.name, ()):
        trial = shape.with_cells(
            row, {other: "{}" for other in JSON_COLUMNS[shape.table.name] if other != column}
        )
        if shape.flaws(trial):
            default = shape.defaults[shape.columns.index(column)]
            cells[column] = default if default is not None else _EMPTY.get(column, "{}")
    if "guid" in cells and shape.flaws(tuple(cells.values())):
        cells["guid"] = new_guid()


_EMPTY = {"choices": "[]", "candidates": "[]", "against": "[]", "segments": "[]"}


def put_tags_on_their_words(chosen: Chosen, texts: Texts) -> list[Aside]:
    """Move or mend tags whose quote does not stand at their place; returns those that have none."""
    aside = []
    tables, shape = chosen.tables, shapes()["coding"]
    for key, row in list(tables["coding"].items()):
        words = _text_of(tables, texts, shape.cell(row, "source_id"))
        if words is None or _stands(shape, row, words):
            continue
        others = chosen.doubtful.get("coding", {}).get(key, [])
        better = next((one for one in others if _stands(shape, one, words)), None) or _placed(
            shape, row, words
        )
        if better is None:
            aside.append(Aside("coding", row, "its words are not in its source any more"))
            del tables["coding"][key]
        else:
            tables["coding"][key] = better
    return aside


def _text_of(tables: Tables, texts: Texts, source_id: object) -> str | None:
    source = tables["source"].get((source_id,))
    if source is None:
        return None
    return texts.words.get(str(shapes()["source"].cell(source, "text_sha256")))


def _stands(shape: Shape, row: Row, words: str) -> bool:
    start, end, quote = (shape.cell(row, name) for name in ("start_pos", "end_pos", "quote"))
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and isinstance(quote, str)
        and 0 <= start < end
        and words[start:end] == quote
    )


def _placed(shape: Shape, row: Row, words: str) -> Row | None:
    """The tag on its words elsewhere in the text, the nearest; or with the words of its place, of which it has most."""
    start, end, quote = (shape.cell(row, name) for name in ("start_pos", "end_pos", "quote"))
    there = words[start:end] if 0 <= start < end else ""
    alike = sum(one == other for one, other in zip(there, quote, strict=False))
    if there and len(there) == len(quote) and alike >= _ALIKE * len(quote):
        return shape.with_cells(row, {"quote": there})
    if not quote:
        return None
    near = words.find(quote, max(0, start - _NEAR), start + len(quote) + _NEAR)
    place = near if near >= 0 else words.find(quote)
    if place < 0 or (near < 0 and words.count(quote) > 1):
        return None
    return shape.with_cells(row, {"start_pos": place, "end_pos": place + len(quote)})


def fit_revisions(tables: Tables, texts: Texts) -> list[Aside]:
    """Make the revisions of sources count up, and the review list fit them; returns what it cannot hold."""
    source, revision = shapes()["source"], shapes()["source_revision"]
    for key, row in list(tables["source"].items()):
        (source_id,) = key
        earlier = sorted(
            number for owner, number in tables["source_revision"] if owner == source_id
        )
        newest = source.cell(row, "revision")
        highest = max([1, *(int(str(number)) + 1 for number in earlier)])
        if not highest <= newest <= highest + 100:
            newest = highest
        tables["source"][key] = source.with_cells(row, {"revision": newest})
        cells = source.cells(row)
        for number in range(1, newest):
            if (source_id, number) not in tables["source_revision"]:
                made = {**cells, "source_id": source_id, "revision": number}
                made |= dict.fromkeys(("kept", "moved", "ambiguous", "lost"), 0)
                made["file_sha256"] = sha256_of(f"{source_id} {number}")
                tables["source_revision"][(source_id, number)] = revision.row_of(made)
    return [*_unfitting_reviews(tables, texts), *_unfitting_quotes(tables, texts)]


def _unfitting_reviews(tables: Tables, texts: Texts) -> Iterator[Aside]:
    relocation = shapes()["relocation"]
    placed = {shapes()["coding"].cell(row, "guid") for row in tables["coding"].values()}
    newest: dict[object, object] = {}
    for key, row in sorted(tables["relocation"].items()):
        newest[relocation.cell(row, "coding_guid")] = key
    for key, row in list(tables["relocation"].items()):
        cells = relocation.cells(row)
        origin = tables["source_revision"].get((cells["source_id"], cells["from_revision"]))
        words = (
            texts.words.get(str(shapes()["source_revision"].cell(origin, "text_sha256")), "")
            if origin
            else ""
        )
        start, quote = cells["start_pos"], cells["quote"]
        stands = origin is not None and words[start : start + len(quote)] == quote
        waits = cells["coding_guid"] in placed or newest[cells["coding_guid"]] != key
        if not stands or (cells["decision"] in ("accepted", "placed") and not waits):
            del tables["relocation"][key]
            yield Aside("relocation", row, "its words or its tag are gone")


def _unfitting_quotes(tables: Tables, texts: Texts) -> Iterator[Aside]:
    quote = shapes()["persona_quote"]
    for key, row in list(tables["persona_quote"].items()):
        sha256, source = quote.cell(row, "text_sha256"), quote.cell(row, "source_id")
        if (sha256 and sha256 not in texts.words) or (source,) not in tables["source"]:
            del tables["persona_quote"][key]
            yield Aside("persona_quote", row, "its text is gone")


def fill_passages(tables: Tables, texts: Texts) -> int:
    """Make passages of the words that lost theirs; returns how many. Nobody is known to have spoken them."""
    passage = shapes()["passage"]
    by_source: dict[object, list[tuple[int, int, int]]] = {}
    for key, row in list(tables["passage"].items()):
        place = [passage.cell(row, name) for name in ("position", "start_pos", "end_pos")]
        words = _text_of(tables, texts, passage.cell(row, "source_id"))
        position, start, end = (int(str(number)) for number in place)
        if words is None or not 0 <= start < end <= len(words):
            del tables["passage"][key]
            continue
        by_source.setdefault(passage.cell(row, "source_id"), []).append((position, start, end))
    made = 0
    next_id = max((int(str(key[0])) for key in tables["passage"]), default=0) + 1
    for (source_id,) in list(tables["source"]):
        words = _text_of(tables, texts, source_id) or ""
        gaps = list(_gaps(sorted(by_source.get(source_id, [])), words))
        speaker = _nobody(tables, source_id) if gaps else None
        for position, start, end in gaps:
            cells = {
                "id": next_id,
                "source_id": source_id,
                "position": position,
                "start_pos": start,
                "end_pos": end,
                "speaker_id": speaker,
            }
            tables["passage"][(next_id,)] = passage.row_of(cells)
            next_id += 1
            made += 1
    return made


def _gaps(passages: list[tuple[int, int, int]], words: str) -> Iterator[tuple[int, int, int]]:
    """Where positions are missing, the words between their neighbours, a block of lines a passage."""
    before, reach = -1, 0
    for position, start, end in [*passages, (1 << 40, len(words), len(words))]:
        if position > before + 1 and start > reach:
            number, at = before + 1, reach
            for block in words[reach:start].split("\n\n"):
                stripped = block.strip()
                if stripped:
                    begin = at + block.index(stripped)
                    yield number, begin, begin + len(stripped)
                    number = min(number + 1, position - 1)
                at += len(block) + 2
        before, reach = position, max(reach, end)


def _nobody(tables: Tables, source_id: object) -> object:
    """The speaker of words of whom nobody knows who spoke them."""
    speaker = shapes()["speaker"]
    label = "Unknown speaker"
    for row in tables["speaker"].values():
        if speaker.cell(row, "source_id") == source_id and speaker.cell(row, "label") == label:
            return row[0]
    speaker_id = max((int(str(key[0])) for key in tables["speaker"]), default=0) + 1
    cells: dict[str, Any] = {
        "id": speaker_id,
        "source_id": source_id,
        "position": len(tables["speaker"]),
        "label": label,
        "role": Role.OTHER.value,
    }
    tables["speaker"][(speaker_id,)] = speaker.row_of(cells)
    return speaker_id
