"""Commands on personas: make them, list them, take them out."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import AsJson, StudyFile
from .opening import opened
from .printing import say, show, show_record, show_records

if TYPE_CHECKING:
    from interviewcoder.domain.persona import Persona

group = typer.Typer()

_CLAIMS_SHOWN = 5
"""How many claims of a kind the list of personas shows."""


class ExportFormat(StrEnum):
    """What personas can be exported as."""

    MARKDOWN = "markdown"
    JSON = "json"


@group.command("synthesize")
def synthesize(
    study: StudyFile,
    personas: Annotated[
        int | None,
        typer.Option(
            "--personas",
            min=1,
            metavar="K",
            help="How many to make; else the data decide.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="The same seed, the same personas.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Make personas of the people behind the codings.

    \b
    Example:
      interviewcoder synthesize pilot.study --personas 3
    """
    from interviewcoder.domain.records import persona_record, synthesis_record

    with opened(study) as opened_study:
        synthesis = opened_study.personas.synthesize(personas=personas, seed=seed)
        name = opened_study.name
    if as_json:
        show_record(
            {
                "study": name,
                "synthesis": synthesis_record(synthesis),
                "personas": [persona_record(persona) for persona in synthesis.personas],
            }
        )
        return
    _show_personas(synthesis.personas)
    verdict = str(synthesis.quality.get("verdict", ""))
    say(f"{len(synthesis.personas)} personas. {verdict}".rstrip())


@group.command("personas")
def personas(study: StudyFile, as_json: AsJson = False) -> None:
    """List the personas of the last synthesis.

    \b
    Example:
      interviewcoder personas pilot.study --json
    """
    from interviewcoder.domain.records import persona_record

    with opened(study) as opened_study:
        found = opened_study.personas.list()
    if as_json:
        show_records(persona_record(persona) for persona in found)
        return
    _show_personas(found)
    if not found:
        say("The study has no personas. Make some: interviewcoder synthesize.")


@group.command("export")
def export(
    study: StudyFile,
    export_format: Annotated[
        ExportFormat, typer.Option("--format", help="What to write.", show_default=False)
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR",
            help="The folder to write into; else STUDY-personas here.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the personas as Markdown or JSON.

    The paths of the files are printed on stdout.

    \b
    Example:
      interviewcoder export pilot.study --format markdown --to personas
    """
    directory = to or Path(f"{study.stem}-personas")
    with opened(study) as opened_study:
        written = opened_study.personas.export(directory, export_format.value)
    for path in written:
        show(str(path))
    say(f"Wrote {len(written)} files.")


def _show_personas(found: "Sequence[Persona]") -> None:
    """Each persona in a few lines: who, how sure, and what tells them."""
    for persona in found:
        badge = str(persona.quality.get("badge", ""))
        warning = str(persona.quality.get("warning", ""))
        size = f"{len(persona.members)} members, {persona.share:.0%}"
        show(f"{persona.name} ({', '.join(part for part in (size, badge) if part)})")
        for line in (persona.summary, warning and f"Beware: {warning}"):
            if line:
                show(f"  {line}")
        for kind, claims in persona.by_kind().items():
            told = ", ".join(
                f"{claim.code} {claim.members}/{claim.members_of}"
                for claim in claims[:_CLAIMS_SHOWN]
            )
            show(f"  {kind.plural}: {told}")
        show(f"  Members: {', '.join(member.participant for member in persona.members)}")
        show()
