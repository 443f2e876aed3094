"""The command that shows a study in a browser."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.errors import StudyError

from .arguments import CoderName, StudyFile
from .exit_codes import ExitCode
from .passphrases import given
from .printing import say, show, warn
from .screen import coder_name, require_file

if TYPE_CHECKING:
    from interviewcoder.browser.address import Address

group = typer.Typer()


@group.command("serve")
def serve(
    study: StudyFile,
    host: Annotated[
        str, typer.Option("--host", metavar="NAME", help="What to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65_535, help="0 is any that is free.")
    ] = 8000,
    to_network: Annotated[
        bool,
        typer.Option(
            "--to-network", help="Let other computers come; the connection is not encrypted."
        ),
    ] = False,
    coder: CoderName = None,
) -> int:
    """Show a study in a browser on this computer, until Ctrl+C.

    The address to open is printed on stdout. Whoever has it can do all that you can.

    \b
    Example:
      interviewcoder serve pilot.study
    """
    require_file(study)
    try:
        from interviewcoder.browser.server import serve as serve_pages
        from interviewcoder.browser.window import Shown
    except ImportError:
        raise StudyError(
            "Showing a study in a browser is an extra that is not installed.",
            "Install what it needs: pip install 'interviewcoder[serve]'",
        ) from None

    def tell(address: "Address") -> None:
        say("Open this address in a browser; whoever has it can read and change the study:")
        show(address.url)
        sys.stdout.flush()
        if address.open_to_network:
            warn("Other computers can come, and there is no password but this address.")
        say("Ctrl+C ends it.")

    shown = Shown(study, coder_name(coder), given())
    serve_pages(shown, host, port, tell, to_network=to_network)
    say("Ended. What was tagged is saved.")
    return ExitCode.DONE
