"""The researcher's verbs on codes."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.code_page import CodePage
from ..domain.codebook import Code, CodeBranch, CodeDraft, in_tree_order
from ..domain.codebook_change import VERBS, CodebookChange, CodebookPlan, SplitCode
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.kinds import Kind
from ..domain.near_names import NearNames, nearly
from ..domain.redaction import Redaction
from ..domain.text import name_key
from ..storage import codebook as stored
from ..storage.change import Change
from ..storage.codings import Wanted, list_codings
from ..storage.planning import memos_on_codes, overlapping
from ..storage.study_file import StudyFile
from .exporting import Told, export, pseudonyms, unheard, without_quotations
from .files import read_bytes
from .naming import by_name
from .reorganising import carry_out, plan_of

if TYPE_CHECKING:
    from ..exporters.codebook import CodebookContent
    from ..exporters.pseudonyms import Pseudonyms

Branches = list[CodeBranch]
Names = list[str]
_REFI = ".qdc"
NEAR_SHOWN = 5
"""So many codes of a file are told whose names were nearly there before."""
_PAIRS = 100_000
"""So many pairs of names are compared, which takes some two seconds."""


@dataclass(frozen=True, slots=True)
class CodebookReport:
    """What a codebook file did."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    warnings: tuple[str, ...] = ()


class Codebook:
    """The tree of codes."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self) -> list[Code]:
        """The codes in tree order, with their counts."""
        with self._file.reading() as connection:
            return stored.list_codes(connection)

    def tree(self) -> Branches:
        """The codes in tree order, each with its depth."""
        return in_tree_order(self.list())

    def get(self, name: str) -> Code:
        """The code of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "code", "codebook")

    def near(self, name: str, *, but: int | None = None) -> Names:
        """The names of codes that are nearly this one, the most like it first: one thing may have been called twice.

        Args:
            name: a name for a new code, or for another one.
            but: the id of a code that is not looked at: the one that is to have the name.
        """
        with self._file.reading() as connection:
            codes = stored.list_codes(connection, counted=False)
        return NearNames(code.name for code in codes if code.id != but).of(name)

    def add(self, draft: CodeDraft) -> Code:
        """Enter a code.

        Raises:
            StudyError: its name is taken, or its parent is not there.
        """
        with self._file.writing("add code", self._coder) as change:
            checked = draft.checked()
            change.summary = checked.name
            code_id = stored.add_code(change, checked, parent_of(change, checked))
            return stored.require_code(change.connection, code_id)

    def add_all(self, drafts: Sequence[CodeDraft], *, verb: str, summary: str) -> None:
        """Enter several codes, parents first, as one action."""
        with self._file.writing(verb, self._coder) as change:
            change.summary = summary
            for draft in drafts:
                checked = draft.checked()
                stored.add_code(change, checked, parent_of(change, checked))

    def update(
        self,
        code_id: int,
        *,
        name: str | None = None,
        kind: Kind | None = None,
        colour: str | None = None,
        definition: str | None = None,
        include: str | None = None,
        exclude: str | None = None,
        seen: Seen | None = None,
    ) -> Code:
        """Change what is given, leave the rest.

        Args:
            seen: these fields as they were when the editing began: what the editing did not change is left as it is
                now. None: all that is given is written.

        Raises:
            EditConflict: another has changed the same field of the code since, or removed it.
            StudyError: a name is taken, or a value cannot be used.
        """
        with self._file.writing("edit code", self._coder) as change:
            old = stored.code_to_edit(change, code_id, seen)
            checked = CodeDraft(
                name if name is not None else old.name,
                kind,
                None,
                colour,
                definition if definition is not None else old.definition,
                include if include is not None else old.include,
                exclude if exclude is not None else old.exclude,
            ).checked()
            values = {
                "name": checked.name,
                "definition": checked.definition,
                "include": checked.include,
                "exclude": checked.exclude,
            }
            if kind is not None:
                values["kind"] = kind.value
            if checked.colour is not None:
                values["colour"] = checked.colour
            stored.update_code(change, code_id, values, seen)
            now = stored.require_code(change.connection, code_id)
            change.summary = now.name if now.name == old.name else f"{old.name} to {now.name}"
            return now

    def move(self, code_id: int, parent_id: int | None, *, seen: Seen | None = None) -> None:
        """Hang a code below another one; None: at the top.

        Args:
            seen: `parent_id` as it was on show; None: whatever it is now.

        Raises:
            EditConflict: another has moved or removed the code since.
        """
        with self._file.writing("move code", self._coder) as change:
            code = stored.code_to_edit(change, code_id, seen)
            under = stored.require_code(change.connection, parent_id) if parent_id else None
            change.summary = f"{code.name} under {under.name if under else 'the top'}"
            stored.move_code(change, code_id, parent_id, seen)

    def merge(self, code_id: int, into_id: int, *, seen: Seen | None = None) -> None:
        """Give a code's codings and children to another code and remove it.

        Args:
            seen: fields of the code that goes as they were on show; None: whatever they are now.

        Raises:
            EditConflict: another has changed or removed it since.
        """
        with self._file.writing("merge code", self._coder) as change:
            code = stored.code_that_goes(change, code_id, seen)
            into = stored.require_code(change.connection, into_id)
            change.summary = f"{code.name} into {into.name}"
            stored.merge_code(change, code_id, into_id)

    def remove(self, code_id: int, *, seen: Seen | None = None) -> int:
        """Remove a code with its codings; its children move up. Returns how many codings went.

        Args:
            seen: its fields and how many `codings` it had, as they were on show; None: whatever they are now.

        Raises:
            EditConflict: another has changed or removed it since, or tagged with it.
        """
        with self._file.writing("remove code", self._coder) as change:
            change.summary = stored.code_that_goes(change, code_id, seen).name
            return stored.remove_code(change, code_id)

    def split(self, code_id: int, coding_ids: Sequence[int], into: int | CodeDraft) -> CodebookPlan:
        """Give some of a code's codings to another code, or to a new one; returns what that did.

        Codings that the other code has already, on the same words by the same coder, become one with them.

        Raises:
            StudyError: a coding is not of the code, the code to take them is not there, or a new one's name is taken.
        """
        return self.carry_out(SplitCode(code_id, tuple(coding_ids), into))

    def plan(self, asked: CodebookChange) -> CodebookPlan:
        """What a change of several codes, or a split, would do. Nothing is written.

        Raises:
            StudyError: it cannot be done.
        """
        with self._file.reading() as connection:
            return plan_of(connection, asked)

    def carry_out(self, asked: CodebookChange, *, seen: CodebookPlan | None = None) -> CodebookPlan:
        """Move, merge, remove or split codes, or give them a kind or a colour, as one action; returns what it did.

        Args:
            seen: what `plan` told; None: whatever the change does by now.

        Raises:
            StudyError: it cannot be done, or it would do something else by now than what `seen` tells.
        """
        with self._file.writing(VERBS[type(asked)], self._coder) as change:
            return carry_out(change, asked, seen)

    def page(self, code_id: int, *, quotes: int = 5, others: int = 6) -> CodePage:
        """What there is to know of a code beside what is written of it.

        Args:
            quotes: how many of its excerpts at most.
            others: how many of the codes that overlap with it at most.

        Raises:
            StudyError: it is not in the codebook.
        """
        from ..analysis.examples import examples

        with self._file.reading() as connection:
            code = stored.require_code(connection, code_id)
            codings = list_codings(connection, Wanted(code_id=code_id))
            chosen = examples(codings, quotes).get(code_id, [])
            memos = memos_on_codes(connection)
            coders = Counter(one.coder for one in codings)
            return CodePage(
                code,
                tuple(chosen),
                tuple(overlapping(connection, code_id)[:others]),
                memos.get(code.guid, 0),
                tuple(coders.most_common()),
            )

    def import_file(self, path: str | Path) -> CodebookReport:
        """Add the codes of a CSV, YAML or REFI-QDA (.qdc) file; those of a known name take the file's values.

        Raises:
            StudyError: the file cannot be read or a code cannot be used; nothing is changed then.
        """
        from ..importers.codebook import read_codebook
        from ..importers.refi_codebook import read_qdc

        file = Path(path)
        data = read_bytes(file)
        if file.suffix.lower() == _REFI:
            drafts, warnings = read_qdc(data)
        else:
            drafts, warnings = read_codebook(file.name, data), ()
        added: Names = []
        updated: Names = []
        with self._file.writing("import codebook", self._coder) as change:
            change.summary = f"{len(drafts)} codes from {file.name}"
            known = {
                name_key(code.name): code
                for code in stored.list_codes(change.connection, counted=False)
            }
            there = [code.name for code in known.values()]
            for draft in drafts:
                old = known.get(name_key(draft.name))
                parent = known.get(name_key(draft.parent)) if draft.parent else None
                if draft.parent and parent is None:
                    raise StudyError(
                        f"The code '{draft.name}' has the parent '{draft.parent}', "
                        "which is neither in the file nor in the codebook.",
                        "Add the parent, or empty the cell.",
                    )
                if old is None:
                    code_id = stored.add_code(change, draft, parent)
                    added.append(draft.name)
                elif _take_over(change, old, draft, parent):
                    code_id = old.id
                    updated.append(draft.name)
                else:
                    continue
                known[name_key(draft.name)] = stored.require_code(change.connection, code_id)
        unchanged = len(drafts) - len(added) - len(updated)
        return CodebookReport(
            tuple(added), tuple(updated), unchanged, (*warnings, *_twice(added, there))
        )

    def export_file(
        self,
        path: str | Path,
        *,
        quotes: int = 3,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write the codebook in the format that the file's suffix names: CSV, YAML or Markdown.

        Args:
            path: where.
            quotes: for Markdown, how many excerpts to show of each code at most.
            redact: participants' names, or for Markdown the excerpts.
            told: is told what could not go into the file as it is.

        Raises:
            StudyError: the suffix is unknown, or the file cannot be written.
        """
        from ..exporters.registry import CODEBOOK

        return export(path, CODEBOOK, lambda: self._content(quotes, redact), told)

    def _content(
        self, quotes: int, redact: Collection[Redaction]
    ) -> "tuple[CodebookContent, Pseudonyms | None]":
        from ..analysis.examples import examples
        from ..exporters.codebook import CodebookContent

        most = 0 if Redaction.QUOTES in redact else quotes
        with self._file.reading() as connection:
            branches = without_quotations(
                connection, redact, in_tree_order(stored.list_codes(connection))
            )
            codings = list_codings(connection, Wanted()) if most else []
            names = pseudonyms(connection, redact)
        content = CodebookContent(self._file.about()[0], branches, examples(codings, most))
        return (names.everywhere(content) if names else content), names


def parent_of(change: Change, draft: CodeDraft) -> Code | None:
    """The code under which a draft wants to be.

    Raises:
        StudyError: there is none of that name.
    """
    if not draft.parent:
        return None
    return by_name(
        stored.list_codes(change.connection, counted=False), draft.parent, "code", "codebook"
    )


def _twice(added: Sequence[str], there: Sequence[str]) -> Iterator[str]:
    """Tells which new codes have nearly the name of one that was there: the first few, and of very many only some are
    looked at.
    """
    known = NearNames(there)
    looked_at = added[: _PAIRS // max(1, len(there))]
    near = ((name, known.of(name)) for name in looked_at)
    for name, others in islice(((name, others) for name, others in near if others), NEAR_SHOWN):
        yield f"'{name}' was added. {nearly(others)}"


def _take_over(change: Change, old: Code, draft: CodeDraft, parent: Code | None) -> bool:
    """Give a known code what the file says of it; returns whether that changed anything."""
    values: dict[str, object] = {
        "name": draft.name,
        "definition": draft.definition or old.definition,
        "include": draft.include or old.include,
        "exclude": draft.exclude or old.exclude,
        "kind": (draft.kind or old.kind).value,
        "colour": draft.colour or old.colour,
    }
    same = all(getattr(old, key) == value for key, value in values.items())
    moves = parent is not None and parent.id != old.parent_id
    if not same:
        stored.update_code(change, old.id, values)
    if moves and parent is not None:
        stored.move_code(change, old.id, parent.id)
    return moves or not same
