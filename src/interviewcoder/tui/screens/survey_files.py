"""The files around a survey before it is imported: its sheets, and mappings that are kept."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain import survey_editing as editing
from ...domain.errors import StudyError
from ...domain.imported import ImportOptions
from ...domain.survey_mapping import SurveyMapping
from ...domain.text import one_line
from ..labels import counted, named
from .survey_work import SurveyWork

if TYPE_CHECKING:
    from ...study import Study


class SurveyFiles(SurveyWork):
    """The commands of `keymap.COLUMNS` that are about sheets and mapping files."""

    def look_afresh(self, options: ImportOptions) -> None:
        """Read the file as other options say, and begin with what is found out."""
        raise NotImplementedError

    def action_sheet(self) -> None:
        """Read another sheet of the spreadsheet."""
        from .chooser import Chooser

        table = self.table
        if len(table.sheets) < 2:
            self.show_trouble(
                StudyError("There is one table in this file.", "Only spreadsheets have sheets.")
            )
            return

        def take(sheet: str | None) -> None:
            if sheet is None or sheet == table.sheet:
                return
            options = replace(self.options, sheet=sheet, mapping=None)
            self.unless_kept(self.columns_changed, lambda: self.look_afresh(options))

        self.app.push_screen(Chooser("Sheet", [(named(one), one) for one in table.sheets]), take)

    def action_load_mapping(self) -> None:
        """Use the columns as a mapping file says."""
        from .path_prompt import PathPrompt

        def read(_: "Study", path: Path) -> SurveyMapping:
            from ...study.mapping_files import read_mapping

            return read_mapping(path)

        def take(loaded: SurveyMapping | None) -> None:
            if loaded is not None:
                self.change_columns(lambda mapping: editing.overlaid(mapping, loaded))
                self._tell_missing(loaded)

        told = "A mapping as 'Save mapping' or 'import --save-mapping' writes it, in YAML or JSON."
        self.app.push_screen(PathPrompt("Mapping file", told, read), take)

    def _tell_missing(self, loaded: SurveyMapping) -> None:
        there = self.mapping.by_header() if self.mapping else {}
        missing = [one.header for key, one in loaded.by_header().items() if key not in there]
        if missing and len(missing) < len(loaded.columns):
            names = one_line(", ".join(f"'{one_line(name, 40)}'" for name in missing), 300)
            self.app.notify(
                names,
                title=f"The table lacks {counted(len(missing), 'column')}",
                severity="warning",
            )

    def action_save_mapping(self) -> None:
        """Write how the columns are used to a file."""
        from .text_prompt import TextPrompt

        mapping, source = self.mapping, self.path.stem
        if mapping is None:
            return
        taken: set[str] = set()

        def write(_: "Study", line: str) -> Path:
            from ...study.mapping_files import write_mapping

            path = Path(line.strip()).expanduser()
            there = path.is_file()
            if there and str(path) not in taken:
                taken.add(str(path))
                raise StudyError(f"There is a file {path} already.", "Enter once more replaces it.")
            return write_mapping(mapping, path, title=source, replace=there)

        offered = self.path.with_name(f"{source}.mapping.yaml")
        self.prompted(
            TextPrompt(
                "Save mapping", "A file that ends in .yaml or .json", write, text=str(offered)
            ),
            lambda path: self.app.notify(f"In {path}", title="The mapping is saved"),
        )
