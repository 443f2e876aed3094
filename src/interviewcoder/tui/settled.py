"""The app as its user settled it: the theme, the keys, and whether the mouse is taken."""

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand

from ..domain.errors import StudyError
from .themes import DARK, THEMES

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
        for theme in THEMES:
            self.register_theme(theme)
        wanted = theme_in_force(self.own_settings.settings.theme)
        self._remembered = wanted if wanted in self.available_themes else DARK.name
        self.theme = self._remembered

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
