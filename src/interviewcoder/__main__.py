"""The program's front door: `interviewcoder` and `python -m interviewcoder`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .domain.passphrase import Passphrase


def main() -> int:
    """Run the command line and return its exit code.

    `demo` and `open STUDY`, also with `--no-mouse`, go straight to the screen, past Typer, which takes longer to import than
    the screen takes to paint. Everything else, and any other option, is Typer's.
    """
    from .cli.failures import exit_code_of, wants_traces
    from .cli.passphrases import take_out_of_environment
    from .cli.quiet import keep_quiet

    take_out_of_environment()

    if "--debug" not in sys.argv and not wants_traces():
        keep_quiet()
    mouse = "--no-mouse" not in sys.argv[2:]
    match [sys.argv[1:2], [one for one in sys.argv[2:] if one != "--no-mouse"]]:
        case [["demo"], []]:
            from .cli.screen import open_demo

            return exit_code_of(lambda: open_demo(False, show_screen, mouse=mouse))
        case [["open"], [study]] if not study.startswith("-"):
            from .cli.screen import open_study

            return exit_code_of(lambda: open_study(Path(study), None, show_screen, mouse=mouse))
    from .cli.app import run

    return run(sys.argv[1:], show_screen)


def show_screen(
    study_path: Path,
    *,
    demo: bool,
    coder: str | None,
    passphrase: "Passphrase | None" = None,
    mouse: bool = True,
) -> int:
    """Show a study on the screen until the user leaves; returns the app's exit code."""
    from .tui.app import InterviewCoderApp

    app = InterviewCoderApp(study_path, demo=demo, coder=coder, passphrase=passphrase)
    app.run(mouse=mouse and app.own_settings.settings.mouse)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
