"""The program as it is, which also notes each screen that it shows, and each error: `python watched.py STUDY NOTES`."""

import sys
import traceback
from pathlib import Path
from typing import Any

from textual.screen import Screen

from interviewcoder.tui.app import InterviewCoderApp


class Watched(InterviewCoderApp):
    """Notes the screens."""

    CSS_PATH = Path(sys.modules[InterviewCoderApp.__module__].__file__ or "").with_name("app.tcss")
    notes: Path

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(screen, Screen):
            self._note(screen)
        return super().push_screen(screen, *arguments, **options)

    def switch_mode(self, mode: str) -> Any:
        switched = super().switch_mode(mode)
        self._note(self.screen)
        return switched

    def _fatal_error(self) -> None:
        with self.notes.with_name("errors.txt").open(
            "a", encoding="utf-8", errors="replace"
        ) as file:
            file.write(traceback.format_exc())
        super()._fatal_error()

    def _note(self, screen: Screen[Any]) -> None:
        with self.notes.open("a", encoding="utf-8") as file:
            file.write(f"{type(screen).__name__}\n")


if __name__ == "__main__":
    app = Watched(Path(sys.argv[1]))
    app.notes = Path(sys.argv[2])
    app.run()
    sys.exit(app.return_code or 0)
