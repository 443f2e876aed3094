"""The tree of codes as something to ask: who is above, below and beside whom."""

from collections.abc import Collection, Iterable, Sequence

from .codebook import Code, CodeBranch, in_tree_order
from .errors import StudyError

Codes = list[Code]


class CodeTree:
    """The codes at one moment. Those whose parent is unknown, or that form a loop, count as standing at the top."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self.branches: Sequence[CodeBranch] = in_tree_order(codes)
        self._codes = {branch.code.id: branch.code for branch in self.branches}
        self._parents: dict[int, int | None] = {}
        self._children: dict[int | None, Codes] = {}
        above: list[int] = []
        for branch in self.branches:
            del above[branch.depth :]
            parent = above[-1] if above else None
            self._parents[branch.code.id] = parent
            self._children.setdefault(parent, []).append(branch.code)
            above.append(branch.code.id)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._codes

    def code(self, code_id: int) -> Code:
        """The code with this id.

        Raises:
            StudyError: it is not in the codebook.
        """
        if code_id not in self._codes:
            raise StudyError("That code is not in the codebook any more.", "Look at: codebook")
        return self._codes[code_id]

    def codes(self, code_ids: Iterable[int]) -> Codes:
        """The codes with these ids, each once, in their order.

        Raises:
            StudyError: one of them is not in the codebook.
        """
        return [self.code(code_id) for code_id in dict.fromkeys(code_ids)]

    @property
    def parents(self) -> dict[int, int | None]:
        """By code's id: the id of the code above it."""
        return dict(self._parents)

    def children(self, parent_id: int | None) -> Codes:
        """The codes right under another one (None: at the top), in order."""
        return list(self._children.get(parent_id, ()))

    def above(self, code_id: int) -> Codes:
        """The codes above one, the top one first."""
        found: Codes = []
        parent = self._parents.get(code_id)
        while parent is not None:
            found.append(self._codes[parent])
            parent = self._parents[parent]
        return found[::-1]

    def with_those_below(self, code_ids: Iterable[int]) -> set[int]:
        """The ids of some codes and of all codes under them."""
        found = set(code_ids)
        for branch in self.branches:
            if self._parents[branch.code.id] in found:
                found.add(branch.code.id)
        return found

    def topmost(self, code_ids: Collection[int]) -> list[int]:
        """Those of some codes that are under none of the others: with them go the others."""
        chosen = set(code_ids)
        return [
            code_id
            for code_id in dict.fromkeys(code_ids)
            if not any(code.id in chosen for code in self.above(code_id))
        ]
