"""Commands on personas: make them, list them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import Measure
from interviewcoder.domain.kinds import Kind

from .arguments import AsJson, CoderName, StudyFile
from .opening import opened
from .printing import say, show, show_record, show_records

if TYPE_CHECKING:
    from interviewcoder.domain.persona import Persona

group = typer.Typer()

_CLAIMS_SHOWN = 5
"""How many claims of a kind the list of personas shows."""


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
    kinds: Annotated[
        list[Kind] | None,
        typer.Option(
            "--kind",
            help="Only codes of this kind; may be repeated.",
            show_default=False,
        ),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar="CODE",
            help="Only this code and those below it; may be repeated.",
            show_default=False,
        ),
    ] = None,
    excerpts: Annotated[
        int,
        typer.Option(
            "--excerpts", min=1, metavar="N", help="Leave out people with fewer excerpts."
        ),
    ] = 2,
    sharing: Annotated[
        int,
        typer.Option("--sharing", min=1, metavar="N", help="Leave out codes of fewer people."),
    ] = 2,
    measure: Annotated[
        Measure, typer.Option("--measure", help="What of the codings counts.")
    ] = Measure.COUNTS,
    reviewed: Annotated[
        bool,
        typer.Option(
            "--reviewed",
            help="Everyone was looked at again with the codes that were made later.",
        ),
    ] = False,
    attributes: Annotated[
        bool,
        typer.Option("--attributes", help="Let attributes have a say in the grouping as well."),
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Make personas of the people behind the codings.

    Names, texts, pins, claims and moves by hand stay with the personas that live on; the run before is kept.

    \b
    Example:
      interviewcoder synthesize pilot.study --personas 3
    """
    from interviewcoder.domain.persona_records import persona_record, synthesis_record

    with opened(study, coder) as opened_study:
        synthesis = opened_study.personas.synthesize(
            personas=personas,
            seed=seed,
            kinds=kinds or (),
            codes=codes or (),
            minimum_codings=excerpts,
            minimum_participants=sharing,
            measure=measure,
            reviewed=reviewed,
            attributes=attributes,
        )
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
    from interviewcoder.domain.persona_records import persona_record

    with opened(study) as opened_study:
        found = opened_study.personas.list()
    if as_json:
        show_records(persona_record(persona) for persona in found)
        return
    _show_personas(found)
    if not found:
        say("The study has no personas. Make some: interviewcoder synthesize.")


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
