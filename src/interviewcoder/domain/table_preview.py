"""What an import would make of a survey's table: shown, corrected, and used as a mapping."""

from dataclasses import dataclass

from .survey_mapping import ColumnMapping, SurveyMapping

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column of a table: what it would be used as, and what stands in it."""

    mapping: ColumnMapping
    filled: int
    """So many cells hold something."""
    distinct: int
    """So many different things stand in those."""
    examples: tuple[str, ...]
    """Up to five different cells from the top, each on one line and cut."""
    values: tuple[str, ...] = ()
    """All different cells, each on one line, where they are so few and short that they may be a scale."""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A survey's table as it would be imported. Nothing here says that it can be: see `warnings`."""

    profile: str
    """Which survey tool's layout it is, as in `SurveyMapping`."""
    profile_label: str
    """What people call that layout."""
    encoding: str
    """Of text; empty for a spreadsheet."""
    delimiter: str
    """What stands between the cells of text; empty for a spreadsheet."""
    sheet: str
    """The sheet that was read; empty where there are none."""
    sheets: tuple[str, ...]
    """All sheets; `ImportOptions.sheet` names another one."""
    header_rows: int
    rows: int
    """Below the header, without blank ones."""
    respondents: int
    left_out_rows: tuple[tuple[str, int], ...]
    """Why rows are left out, and how many."""
    columns: tuple[ColumnPreview, ...]
    """All columns, in the order of the table."""
    warnings: tuple[str, ...]
    """What the import would warn of, or why it would refuse the table as it is used now."""

    @property
    def divided_by(self) -> str:
        """What people call that which stands between the cells; empty for a spreadsheet."""
        return _DELIMITERS.get(self.delimiter, self.delimiter)

    @property
    def mapping(self) -> SurveyMapping:
        """How all columns would be used: changed, it can be given to `ImportOptions.mapping`."""
        return SurveyMapping(self.profile, tuple(column.mapping for column in self.columns))
