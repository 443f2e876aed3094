"""A code that is picked up and carried through the tree: where it would stand at each step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .code_tree import CodeTree
from .codebook import Code, CodeBranch
from .codebook_change import MoveCodes


@dataclass(frozen=True, slots=True)
class Carried:
    """A code in hand, with all that is under it. The tree is the one that it was picked up from."""

    tree: CodeTree
    code_id: int
    parent_id: int | None
    place: int
    """How many of the parent's other children stand before it."""

    @classmethod
    def picked_up(cls, tree: CodeTree, code_id: int) -> "Carried":
        """The code where it stands."""
        parent_id = tree.parents[code_id]
        beside = [code.id for code in tree.children(parent_id)]
        return cls(tree, code_id, parent_id, beside.index(code_id))

    def within(self, tree: CodeTree) -> "Carried | None":
        """The same in a tree that was read anew; None where codes stand otherwise in it."""
        before, now = (
            [(branch.code.id, branch.depth) for branch in one.branches] for one in (self.tree, tree)
        )
        return replace(self, tree=tree) if before == now else None

    @property
    def beside(self) -> Sequence[Code]:
        """The other children of the parent under which it would stand."""
        return self._others(self.parent_id)

    def _others(self, parent_id: int | None) -> list[Code]:
        return [code for code in self.tree.children(parent_id) if code.id != self.code_id]

    def up(self) -> "Carried":
        """Before the one before it; the first leaves its parent and stands before that."""
        if self.place:
            return replace(self, place=self.place - 1)
        return self._beside_parent(0)

    def down(self) -> "Carried":
        """After the one after it; the last leaves its parent and stands after that."""
        if self.place < len(self.beside):
            return replace(self, place=self.place + 1)
        return self._beside_parent(1)

    def out(self) -> "Carried":
        """Out of its parent, to stand after it."""
        return self._beside_parent(1)

    def into(self) -> "Carried":
        """Under the one before it, as its last; the first of all goes nowhere."""
        if not self.place:
            return self
        parent = self.beside[self.place - 1].id
        return replace(self, parent_id=parent, place=len(self._others(parent)))

    def _beside_parent(self, after: int) -> "Carried":
        if self.parent_id is None:
            return self
        above = self.tree.parents[self.parent_id]
        places = [code.id for code in self._others(above)]
        return replace(self, parent_id=above, place=places.index(self.parent_id) + after)

    @property
    def has_moved(self) -> bool:
        """Whether it would stand elsewhere than it does."""
        return self != Carried.picked_up(self.tree, self.code_id)

    @property
    def asked(self) -> MoveCodes:
        """What dropping it here asks for."""
        order = [code.id for code in self.beside]
        order.insert(self.place, self.code_id)
        return MoveCodes((self.code_id,), self.parent_id, tuple(order))

    def branches(self) -> list[CodeBranch]:
        """The tree as it would be, in order."""
        found: list[CodeBranch] = []

        def walk(parent_id: int | None, depth: int) -> None:
            children = self._others(parent_id)
            if parent_id == self.parent_id:
                children.insert(self.place, self.tree.code(self.code_id))
            for code in children:
                found.append(CodeBranch(code, depth))
                walk(code.id, depth + 1)

        walk(None, 0)
        return found
