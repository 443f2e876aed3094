"""What can be done to the columns of a survey before it is imported."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain import survey_editing as editing
from ...domain.errors import StudyError
from ...domain.imported import ImportOptions
from ...domain.participant import AttributeType
from ...domain.preview import FilePreview
from ...domain.survey_mapping import ColumnUse, SurveyMapping
from ...domain.table_preview import TablePreview
from ...domain.text import clean_name, one_line
from ..labels import SOFT, counted, named
from .file_look import FileLook

if TYPE_CHECKING:
    from ...study import Study
    from .text_prompt import TextPrompt

_USES = (ColumnUse.QUESTION, ColumnUse.ATTRIBUTE, ColumnUse.LEFT_OUT)
"""What clicks on a column go through; the respondent is chosen on purpose."""
_FOUND_OUT = "found out from the values"
_SEVERAL = "several values in a cell"


class SurveyWork(FileLook):
    """The commands of `keymap.COLUMNS`, for a screen that shows columns."""

    def __init__(self, path: Path, options: ImportOptions, found: FilePreview) -> None:
        super().__init__(path, options, found)
        self.begun_as: SurveyMapping | None = None
        self.marked: frozenset[int] = frozenset()
        self._versions: list[SurveyMapping] = []
        self._first_sheet = options.sheet

    @property
    def table(self) -> TablePreview:
        """The table as it was looked at last."""
        assert self.found.survey is not None, "a survey is shown"
        return self.found.survey.table

    @property
    def here(self) -> int | None:
        """The index of the highlighted column."""
        raise NotImplementedError

    def present(self, mapping: SurveyMapping) -> None:
        """Show another mapping."""
        raise NotImplementedError

    # -- The mapping as it stands ----------------------------------------------------------------------------

    @property
    def mapping(self) -> SurveyMapping | None:
        """How the columns are used as things stand."""
        return self._versions[-1] if self._versions else None

    def begin(self, mapping: SurveyMapping) -> None:
        """Begin with what was found out."""
        self.begun_as = mapping
        self.marked = frozenset()
        self._versions = [mapping]
        self.present(mapping)

    @property
    def changes(self) -> int:
        """How many columns are used otherwise than they were found out; another sheet is a change as well."""
        return self.columns_changed + (self.options.sheet != self._first_sheet)

    @property
    def columns_changed(self) -> int:
        """How many columns are used otherwise than they were found out."""
        begun, now = self.begun_as, self.mapping
        if begun is None or now is None:
            return 0
        pairs = zip(begun.columns, now.columns, strict=True)
        return sum(not before.is_used_as(after) for before, after in pairs)

    @property
    def as_shown(self) -> ImportOptions:
        """The options, with how all columns are used."""
        return replace(self.options, mapping=self.mapping)

    @property
    def _places(self) -> Sequence[int]:
        """The columns that keys work on: those that are marked, else the highlighted one."""
        if self.marked:
            return sorted(self.marked)
        return () if self.here is None else (self.here,)

    def change_columns(self, changed: Callable[[SurveyMapping], SurveyMapping]) -> None:
        """Use the columns otherwise; on trouble they stay as they are."""
        mapping = self.mapping
        if mapping is None:
            return
        self.clear_trouble()
        try:
            result = changed(mapping)
        except StudyError as error:
            self.show_trouble(error)
            return
        if result != mapping:
            self._versions.append(result)
            self.marked = frozenset()
            self.present(result)

    # -- Commands --------------------------------------------------------------------------------------------

    def action_use_as(self, use: str) -> None:
        """Use the columns as something else."""
        chosen, places = ColumnUse(use), self._places
        if chosen is ColumnUse.RESPONDENT:
            places = [] if self.here is None else [self.here]
        self.change_columns(lambda mapping: editing.used_as(mapping, places, chosen))

    def row_clicked(self) -> None:
        """A click on the highlighted column gives it the next use."""
        place, mapping = self.here, self.mapping
        if place is None or mapping is None:
            return
        use = mapping.columns[place].use
        after = _USES[(_USES.index(use) + 1) % len(_USES)] if use in _USES else _USES[0]
        self.change_columns(lambda mapping: editing.used_as(mapping, [place], after))

    def action_mark(self) -> None:
        """Mark the highlighted column, or do not any more, and go on to the next."""
        place, mapping = self.here, self.mapping
        if place is None or mapping is None:
            return
        self.marked ^= {place}
        self.present(mapping)
        self.step_down()

    def step_down(self) -> None:
        """Highlight the next column."""
        raise NotImplementedError

    def action_undo_change(self) -> None:
        """Take back the last change on this screen."""
        if len(self._versions) > 1:
            self._versions.pop()
            self.clear_trouble()
            self.present(self._versions[-1])

    def action_name(self) -> None:
        """Give the highlighted question or attribute another name."""
        from .text_prompt import TextPrompt

        place, mapping = self.here, self.mapping
        if place is None or mapping is None:
            return
        column = mapping.columns[place]
        label = "What the question or attribute is called. Columns of one name are put together."

        def checked(_: "Study", name: str) -> str:
            editing.renamed(mapping, place, name)
            return name

        self.prompted(
            TextPrompt(one_line(column.header, 40), label, checked, text=column.name),
            lambda name: self.change_columns(lambda now: editing.renamed(now, place, name)),
        )

    def action_join(self) -> None:
        """Make one attribute with several values of columns that are each an option."""
        from .text_prompt import TextPrompt

        mapping = self.mapping
        if mapping is None or self.here is None:
            return
        places = self._places if len(self.marked) > 1 else editing.neighbours(mapping, self.here)
        if len(places) < 2:
            self.show_trouble(
                StudyError("It takes several columns to join.", "Mark them with Space first.")
            )
            return
        headers = [mapping.columns[place].header for place in places]
        name = editing.stem_name(headers)

        def checked(_: "Study", name: str) -> str:
            return clean_name(name, "attribute's name")

        self.prompted(
            TextPrompt(
                f"Join {counted(len(places), 'column')}",
                "What the attribute is called. Each column is one of its values.",
                checked,
                text=name,
            ),
            lambda name: self.change_columns(lambda now: editing.joined(now, places, name)),
        )

    def action_split(self) -> None:
        """Take columns that were put together apart again."""
        place = self.here
        if place is not None:
            self.change_columns(lambda mapping: editing.split(mapping, place))

    def action_type(self) -> None:
        """Say of what type the attributes are."""
        from .chooser import Chooser

        places = self._attributes()
        if not places:
            return
        choices: list[tuple[Content, AttributeType | str]] = [
            (named(_FOUND_OUT, SOFT), _FOUND_OUT),
            *((named(kind.value), kind) for kind in AttributeType),
            (named(f"{_SEVERAL}, divided by a character"), _SEVERAL),
        ]

        def take(chosen: AttributeType | str | None) -> None:
            if chosen == _SEVERAL:
                self._ask_separator(places)
            elif chosen is not None:
                kind = chosen if isinstance(chosen, AttributeType) else None
                self.change_columns(lambda mapping: editing.typed(mapping, places, kind))

        self.app.push_screen(Chooser("Type of the attribute", choices, searchable=False), take)

    def _ask_separator(self, places: Sequence[int]) -> None:
        from .text_prompt import TextPrompt

        def checked(_: "Study", text: str) -> str:
            if not text:
                raise StudyError("The divider is empty.", "Type it, such as ; or |.")
            return text

        self.prompted(
            TextPrompt(_SEVERAL.capitalize(), "What stands between two values", checked, text=";"),
            lambda text: self.change_columns(
                lambda mapping: editing.divided(mapping, places, text)
            ),
        )

    def action_labels(self) -> None:
        """Say which number each answer of a scale means."""
        from .scale_labels import ScaleLabels

        mapping, places = self.mapping, self._attributes()
        if mapping is None or not places:
            return
        first = places[0]

        def take(labels: Sequence[tuple[str, str]] | None) -> None:
            if labels is not None:
                self.change_columns(lambda now: editing.labelled(now, places, labels))

        column = mapping.columns[first]
        offered = [(value, "") for value in self.table.columns[first].values]
        self.app.push_screen(
            ScaleLabels(column.header, column.labels or offered, len(places)), take
        )

    def _attributes(self) -> Sequence[int]:
        """Those of the columns that are attributes; says what helps when there are none."""
        mapping = self.mapping
        if mapping is None:
            return ()
        attribute = ColumnUse.ATTRIBUTE
        places = [place for place in self._places if mapping.columns[place].use is attribute]
        if not places:
            self.show_trouble(
                StudyError("The column is no attribute.", "Press a to use it as one.")
            )
        return places

    def prompted(self, prompt: "TextPrompt", take: Callable[[str], None]) -> None:
        """Ask for a line, and take what came of it."""

        def done(result: object) -> None:
            if result is not None:
                take(str(result))

        self.app.push_screen(prompt, done)
