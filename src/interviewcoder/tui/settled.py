"""The app as its user settled it: the theme, the keys, and whether the mouse is taken."""

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.filter import LineFilter, Monochrome, NoColor

from ..domain.errors import StudyError
from .terminal_colours import TerminalColours
from .themes import ANSI, DARK, THEMES

if TYPE_CHECKING:
    from ..study.settings import SettingsFound


class Settled(App[None]):
    """An app with the user's settings. They are read when it is made: the first paint has their theme."""

    def __init__(self) -> None:
        super().__init__()
        from ..study.chosen_theme import theme_in_force
        from ..study.settings import read_settings

        self.own_settings: SettingsFound = read_settings()
        self.own_keys: dict[str, str] = {}
        self._terminal_colours = TerminalColours()
        self._no_colour = NoColor()
        for theme in THEMES:
            self.register_theme(theme)
        wanted = theme_in_force(self.own_settings.settings.theme)
        if wanted not in self.available_themes:
            # Shades that a terminal of sixteen colours does not have would all come out as one grey.
            few = sys.stdout.isatty() and self.console.color_system == "standard"
            wanted = ANSI.name if few else DARK.name
        self._remembered = wanted
        self.theme = self._remembered

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme, and `$soft`: the colour of what is said beside the main thing."""
        variables = super().get_css_variables()
        return {"soft": f"{variables['foreground']} 60%", **variables}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters; where the theme is the terminal's own, all colours are the terminal's, or none are there."""
        filters = super().get_line_filters()
        if not self.native_ansi_color:
            return filters
        # Shades of grey would be worked out from colours that are not known.
        kept = [one for one in filters if not isinstance(one, Monochrome)]
        return [*kept, self._no_colour if self.no_color else self._terminal_colours]

    def take_keys(self) -> tuple[StudyError, ...]:
        """Give commands the keys that the user wants them to have; what was wrong with the settings, these among them."""
        from .own_keys import own_keys

        troubles = self.own_settings.troubles
        try:
            self.own_keys = own_keys(self.own_settings)
        except StudyError as error:
            troubles = (*troubles, error)
        self.set_keymap(self.own_keys)
        return troubles

    def watch_theme(self, theme: str) -> None:
        """Remember a theme that was chosen on the screen."""
        if not self.is_running or theme == self._remembered:
            return
        from ..study.chosen_theme import remember_theme

        self._remembered = theme
        keep = partial(remember_theme, theme, self.own_settings.settings.theme)
        self.run_worker(keep, thread=True, group="theme", exit_on_error=False)

    def theme_command(self) -> SystemCommand:
        """The palette's entry for themes."""
        return SystemCommand(
            "Theme",
            "Choose other colours: dark, light, high contrast, the terminal's own, …",
            self.action_change_theme,
        )
