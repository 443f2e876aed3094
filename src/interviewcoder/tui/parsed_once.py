"""Looks are parsed once: Textual parses all of them anew at the first sight of each mode and dialog."""

from textual.css.stylesheet import Stylesheet


class ParsedOnce(Stylesheet):
    """A stylesheet that keeps what it parsed for as long as its colours stay the same."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take colours; what was parsed is forgotten only where they are others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take in what is new."""
        self.parse()
