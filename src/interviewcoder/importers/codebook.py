"""Codebooks from CSV and YAML."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.text import name_key, one_line

from .numbered_rows import numbered_rows
from .sample import FileSample
from .yaml_value import parse_yaml

_YAML_LIMIT = 2_000_000
"""The longest YAML that is read, in characters."""
_DEEPEST = 50
_HEADERS = {
    "name": ("code", "tag"),
    "colour": ("color",),
    "definition": ("description",),
}
_KIND_WORDS = {
    **{kind.value: kind for kind in Kind},
    **{name_key(kind.plural): kind for kind in Kind},
    "behavior": Kind.BEHAVIOUR,
    "behaviors": Kind.BEHAVIOUR,
}


def read_codebook(file_name: str, data: bytes) -> tuple[CodeDraft, ...]:
    """The codes of a codebook, parents before their children, each checked and with a clean name.

    CSV has the columns `name, kind, parent, colour, definition, include, exclude`; only `name` must be there.
    YAML is a list of nodes (or a mapping with `codes`) with the same keys and `children` instead of `parent`; a node
    can be a name alone, or a name with the list of those below it, as qc writes them.

    Raises:
        StudyError: the file is not a codebook; it names the line or the code.
    """
    sample = FileSample(file_name, data)
    is_yaml = sample.suffix in {".yaml", ".yml"}
    drafts = list(_from_yaml(sample) if is_yaml else _from_csv(sample))
    if not drafts:
        raise StudyError("The file has no codes.", "Give it at least one code with a name.")
    _refuse_twice(drafts)
    return tuple(_parents_first(drafts))


def _from_csv(sample: FileSample) -> list[CodeDraft]:
    drafts = []
    for line, row in numbered_rows(sample, _HEADERS):
        if not (row.get("name") or "").strip():
            raise StudyError(
                f"Line {line} has no name.", "Give the file a column 'name', filled in every line."
            )
        drafts.append(_draft(row, row.get("parent") or None, f"Line {line}"))
    return drafts


def _from_yaml(sample: FileSample) -> list[CodeDraft]:
    content = parse_yaml(sample.text, "codebook", longest=_YAML_LIMIT)
    if isinstance(content, Mapping) and "codes" in content:
        content = content["codes"]
    drafts: list[CodeDraft] = []
    _walk(content, None, 0, drafts)
    return drafts


def _walk(nodes: Any, parent: str | None, depth: int, drafts: list[CodeDraft]) -> None:
    if depth > _DEEPEST:
        raise StudyError(f"The codes are nested deeper than {_DEEPEST} levels.", "Flatten them.")
    where = f"under '{one_line(parent, 60)}'" if parent else "at the top"
    if not isinstance(nodes, list):
        raise StudyError(f"The codes {where} are not a list.", "Write each as '- name: ...'.")
    for node in nodes:
        fields = {"name": node} if isinstance(node, str) else node
        if isinstance(node, Mapping) and len(node) == 1 and "name" not in node:
            # qc writes a code with others below it as `name: [...]`.
            ((name, below),) = node.items()
            fields = {"name": name, "children": below} if isinstance(below, list) else node
        if not isinstance(fields, Mapping) or not _text(fields.get("name")).strip():
            raise StudyError(f"A code {where} has no name.", "Write each as '- name: ...'.")
        row = {
            name_key(str(key)): _text(value) for key, value in fields.items() if key != "children"
        }
        if "color" in row:
            row.setdefault("colour", row["color"])
        draft = _draft(row, parent, f"The code '{one_line(row['name'], 60)}'")
        drafts.append(draft)
        if fields.get("children"):
            _walk(fields["children"], draft.name, depth + 1, drafts)


def _draft(row: Mapping[str, str], parent: str | None, where: str) -> CodeDraft:
    try:
        return CodeDraft(
            name=row["name"],
            kind=_kind(row.get("kind") or ""),
            parent=parent if parent and parent.strip() else None,
            colour=_colour(row.get("colour") or ""),
            definition=row.get("definition") or "",
            include=row.get("include") or "",
            exclude=row.get("exclude") or "",
        ).checked()
    except StudyError as error:
        raise StudyError(f"{where}: {error.message}", error.remedy) from error


def _kind(written: str) -> Kind | None:
    key = name_key(written)
    if key and key not in _KIND_WORDS:
        kinds = ", ".join(kind.value for kind in Kind)
        raise StudyError(f"'{one_line(written, 40)}' is not a kind.", f"The kinds are: {kinds}.")
    return _KIND_WORDS.get(key)


def _colour(written: str) -> str | None:
    colour = written.strip()
    if re.fullmatch(r"[0-9a-fA-F]{6}", colour):
        return f"#{colour}"
    return colour or None


def _text(value: Any) -> str:
    """A YAML value as text; YAML reads `no` and `12` as other things."""
    return "" if value is None or isinstance(value, (list, dict)) else str(value)


def _refuse_twice(drafts: list[CodeDraft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        key = name_key(draft.name)
        if key in seen:
            raise StudyError(
                f"The code '{one_line(draft.name, 60)}' is there twice.", "Give each its own name."
            )
        seen.add(key)


def _parents_first(drafts: list[CodeDraft]) -> list[CodeDraft]:
    """The drafts in their order, but each after its parent; a parent that has no line stays a name.

    Raises:
        StudyError: codes are each other's parents.
    """
    by_key = {name_key(draft.name): draft for draft in drafts}
    ordered: dict[str, CodeDraft] = {}
    for draft in drafts:
        chain: list[str] = []
        key: str | None = name_key(draft.name)
        while key is not None and key in by_key and key not in ordered:
            if key in chain:
                raise StudyError(
                    f"The code '{one_line(by_key[key].name, 60)}' is its own ancestor.",
                    "Check the parents.",
                )
            chain.append(key)
            parent = by_key[key].parent
            key = name_key(parent) if parent else None
        for link in reversed(chain):
            parent = by_key[link].parent
            known = by_key.get(name_key(parent)) if parent else None
            ordered[link] = replace(by_key[link], parent=known.name) if known else by_key[link]
    return list(ordered.values())
