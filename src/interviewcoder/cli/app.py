"""The command line put together from its groups."""

import inspect
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo

from . import (
    autocoding,
    backups,
    code_changes,
    codebook,
    codings,
    counts,
    doctor,
    encryption,
    erasing,
    imports,
    journal,
    memos,
    participants,
    persona_changes,
    persona_exports,
    personas,
    projects,
    pseudonymising,
    queries,
    recovery,
    retagging,
    revisions,
    search,
    segments,
    serving,
    settings,
    sources,
    study,
    suggesting,
    transcripts,
)
from .exit_codes import ExitCode
from .failures import exit_code_of, stopped
from .passphrases import take_from
from .printing import say, show
from .screen import Screen

GROUPS = {
    "The study": study.group,
    "In a browser": serving.group,
    "Backups": backups.group,
    "Encrypted studies": encryption.group,
    "A damaged study": recovery.group,
    "Import": imports.group,
    "Sources": sources.group,
    "Corrected sources": revisions.group,
    "Participants": participants.group,
    "Erasing": erasing.group,
    "Pseudonyms": pseudonymising.group,
    "Codebook": codebook.group,
    "Codes": code_changes.group,
    "Codings": codings.group,
    "Many codings at once": retagging.group,
    "Saved queries": queries.group,
    "Counts": counts.group,
    "Coded transcripts": transcripts.group,
    "Search": search.group,
    "Autocoding": autocoding.group,
    "Suggestions": suggesting.group,
    "Memos": memos.group,
    "Personas": personas.group,
    "Personas by hand": persona_changes.group,
    "Personas for others": persona_exports.group,
    "Segments": segments.group,
    "Projects": projects.group,
    "Journal": journal.group,
    "Settings": settings.group,
    "Help with trouble": doctor.group,
}
"""Heading in the help, and the commands under it."""


class _Commands(Mapping[str, Any]):
    """The commands of `GROUPS` by name, each made when it is asked for: all at once cost more than their import."""

    def __init__(self) -> None:
        self._infos = {info.name or "": info for infos in _INFOS.values() for info in infos}
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = typer.main.get_command_from_info(
                self._infos[name], pretty_exceptions_short=True, rich_markup_mode=None
            )
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


class _Headed(TyperGroup):
    """A group whose help lists the commands under the headings of `GROUPS`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _Commands()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        width = max(len(name) for name in self.commands)
        for heading, infos in _INFOS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        ((info.name or "").ljust(width), _short_help(info, formatter.width))
                        for info in infos
                    ]
                )


def _short_help(info: CommandInfo, width: int) -> str:
    """What the list of commands says of one, without making it."""
    told = TyperCommand(None, help=inspect.getdoc(info.callback))
    return told.get_short_help_str(width)


_INFOS = {heading: group.registered_commands for heading, group in GROUPS.items()}

# Plain help: rich alone would take as long to import as the rest of this room.
app = typer.Typer(
    cls=_Headed,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from interviewcoder import __version__

        show(f"interviewcoder {__version__}")
        raise typer.Exit


@app.callback()
def interviewcoder(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Print the version and leave.",
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help="Print the traceback of a fault (it may show the study's text); "
            "INTERVIEWCODER_DEBUG=1 does the same.",
        ),
    ] = False,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            "--passphrase-file",
            metavar="FILE",
            help="Holds the passphrase of an encrypted study, in its first line; "
            "INTERVIEWCODER_PASSPHRASE_FILE does the same. Else you are asked.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Turn interviews and survey answers into personas that can be defended.

    Data goes to stdout and talk to stderr; --json prints for scripts.
    Exit codes: 0 done, 1 failed, 2 usage, 3 some files failed and the rest is in.

    \b
    Example:
      interviewcoder demo
    """
    take_from(passphrase_file)


def run(arguments: Sequence[str], screen: Screen) -> int:
    """Run one command line and return its exit code; `screen` shows a study."""
    return exit_code_of(lambda: _invoke(arguments, screen), debug=_wants_debug(arguments))


def _invoke(arguments: Sequence[str], screen: Screen) -> int:
    command = typer.main.get_command(app)
    # The base of `BadParameter` is what every misuse of the command line is raised as.
    usage_error: Any = typer.BadParameter.__base__
    try:
        code = command.main(
            args=list(arguments), prog_name="interviewcoder", standalone_mode=False, obj=screen
        )
    except usage_error as error:
        shown = io.StringIO()
        error.show(file=shown)
        say(shown.getvalue().rstrip("\n"))
        return ExitCode.USAGE
    except typer.Abort:
        return stopped()
    if code == ExitCode.INTERRUPTED:
        return stopped()
    return code if isinstance(code, int) else ExitCode.DONE


def _wants_debug(arguments: Sequence[str]) -> bool:
    """Whether `--debug` is among the options before the command."""
    left = iter(arguments)
    for argument in left:
        if argument == "--debug":
            return True
        if argument == "--passphrase-file":
            next(left, None)
        if not argument.startswith("-"):
            return False
    return False
