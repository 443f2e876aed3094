"""The codebook as CSV and YAML, in the columns and keys that `codebook-import` reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interviewcoder.domain.codebook import Code, CodeBranch
from interviewcoder.domain.coding import Coding

from .csv_cells import csv_text

COLUMNS = ("name", "kind", "parent", "colour", "definition", "include", "exclude")
"""The header of the CSV file."""


@dataclass(frozen=True, slots=True)
class CodebookContent:
    """What an export of a codebook can tell."""

    study: str
    codes: Sequence[CodeBranch]
    """In tree order."""
    examples: Mapping[int, Sequence[Coding]] = field(default_factory=dict)
    """By code's id: excerpts that show how it is used."""


def codebook_csv(codes: Sequence[CodeBranch]) -> str:
    """A line a code, parents before children; `parent` is a name, empty at the top."""
    names = {branch.code.id: branch.code.name for branch in codes}
    return csv_text(
        COLUMNS,
        (
            (
                code.name,
                code.kind.value,
                _parent_name(code, names),
                code.colour,
                code.definition,
                code.include,
                code.exclude,
            )
            for code in (branch.code for branch in codes)
        ),
    )


def codebook_yaml(codes: Sequence[CodeBranch]) -> str:
    """The tree under `codes:`, each code with its `children`; empty texts are left out."""
    import yaml  # only this verb needs it

    ids = {branch.code.id for branch in codes}
    nodes = {branch.code.id: _node(branch.code) for branch in codes}
    roots: list[dict[str, Any]] = []
    for branch in codes:
        code = branch.code
        # A code at depth 0 is a root even when its parent is known: such codes form a loop.
        if branch.depth == 0 or code.parent_id is None or code.parent_id not in ids:
            roots.append(nodes[code.id])
        else:
            nodes[code.parent_id].setdefault("children", []).append(nodes[code.id])
    dumped: str = yaml.safe_dump(
        {"codes": roots}, allow_unicode=True, sort_keys=False, default_flow_style=False, width=100
    )
    return dumped


def _node(code: Code) -> dict[str, Any]:
    node = {"name": code.name, "kind": code.kind.value, "colour": code.colour}
    texts = {"definition": code.definition, "include": code.include, "exclude": code.exclude}
    return node | {key: text for key, text in texts.items() if text}


def _parent_name(code: Code, names: dict[int, str]) -> str:
    return "" if code.parent_id is None else names.get(code.parent_id, "")
