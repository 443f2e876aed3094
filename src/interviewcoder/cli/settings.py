"""The command that tells what the user settled, and begins the file of settings."""

from typing import Annotated

import typer

from .arguments import AsJson
from .exit_codes import ExitCode
from .printing import say, say_error, show_record, show_table

group = typer.Typer()


@group.command("settings")
def settings(
    init: Annotated[
        bool,
        typer.Option("--init", help="Write a file with all settings in comments, to be edited."),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Tell which settings are in force, and from where.

    They are the theme, the mouse, who tags, who asks, language models and keys. The exit code is 1 when
    something in the file cannot be used.

    \b
    Example:
      interviewcoder settings --init
    """
    from interviewcoder.domain.settings import setting_record
    from interviewcoder.study.settings import begin_settings, in_force, read_settings

    if init:
        path = begin_settings(read_settings())
        say(f"Wrote {path}. Everything in it is a comment; take the # away from what you want.")
    found = read_settings()
    held = in_force(found)
    if as_json:
        show_record(
            {
                "file": str(found.path),
                "exists": found.is_there,
                "settings": [setting_record(one) for one in held],
                "troubles": [str(error) for error in found.troubles],
            }
        )
    else:
        there = "" if found.is_there else " (not there; --init writes it)"
        say(f"The file of settings: {found.path}{there}")
        show_table(("Setting", "Is", "From"), [(one.name, one.value, one.origin) for one in held])
    if found.old_keys is not None and not as_json:
        say(f"Keys are read from {found.old_keys} as well; what settings.toml says goes before.")
    for trouble in found.troubles:
        say_error(trouble.message, trouble.remedy)
    return ExitCode.FAILED if found.troubles else ExitCode.DONE
