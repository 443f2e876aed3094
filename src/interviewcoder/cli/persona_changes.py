"""Commands that look at runs of personas, compare them, and change personas by hand."""

from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import AsJson, CoderName, StudyFile
from .opening import opened
from .printing import say, show, show_record, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.persona_difference import Difference

group = typer.Typer()

PersonaName = Annotated[
    str, typer.Argument(metavar="PERSONA", help="The persona's name.", show_default=False)
]


@group.command("runs")
def runs(study: StudyFile, as_json: AsJson = False) -> None:
    """List the runs that made personas, the newest first. Every run is kept.

    \b
    Example:
      interviewcoder runs pilot.study
    """
    from interviewcoder.domain.persona_records import run_record

    with opened(study) as opened_study:
        found = opened_study.personas.runs()
    if as_json:
        show_records(run_record(run) for run in found)
        return
    show_table(
        ("Run", "Made", "By", "Seed", "What", "Personas"),
        [
            (
                run.id,
                run.created_at.strftime("%Y-%m-%d %H:%M"),
                run.coder,
                run.seed,
                run.by_hand or "synthesized",
                "; ".join(run.personas),
            )
            for run in found
        ],
    )
    if not found:
        say("The study has no personas. Make some: interviewcoder synthesize.")


@group.command("personas-diff")
def personas_diff(
    study: StudyFile,
    before: Annotated[
        int | None,
        typer.Option("--from", metavar="RUN", help="Else the run before.", show_default=False),
    ] = None,
    after: Annotated[
        int | None,
        typer.Option("--to", metavar="RUN", help="Else the newest run.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is different between two runs: who moved, which claims came, went, grew or shrank.

    \b
    Example:
      interviewcoder personas-diff pilot.study --from 1
    """
    from interviewcoder.domain.persona_records import difference_record

    with opened(study) as opened_study:
        found = opened_study.personas.difference(before, after)
    if as_json:
        show_record(difference_record(found))
        return
    _show_difference(found)


@group.command("persona-rename")
def persona_rename(
    study: StudyFile,
    persona: PersonaName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name.", show_default=False)],
    coder: CoderName = None,
) -> None:
    """Give a persona a name of yours; later runs keep it.

    \b
    Example:
      interviewcoder persona-rename pilot.study "Persona 1" "Weekend planners"
    """
    with opened(study, coder) as opened_study:
        opened_study.personas.rename(opened_study.personas.get(persona).id, name)
    say("Renamed.")


@group.command("persona-move")
def persona_move(
    study: StudyFile,
    participant: Annotated[
        str, typer.Argument(metavar="PARTICIPANT", help="Who.", show_default=False)
    ],
    persona: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERSONA]", help="Where to; left out: out of all personas.", show_default=False
        ),
    ] = None,
    coder: CoderName = None,
) -> None:
    """Put a participant into another persona, which is told anew. Later runs leave them there.

    \b
    Example:
      interviewcoder persona-move pilot.study Ana "Weekend planners"
    """
    with opened(study, coder) as opened_study:
        target = opened_study.personas.get(persona).id if persona else None
        opened_study.personas.move(participant, target)
    say("Moved. The run before is kept: interviewcoder personas-diff.")


@group.command("persona-merge")
def persona_merge(
    study: StudyFile,
    persona: PersonaName,
    into: Annotated[
        str, typer.Argument(metavar="INTO", help="The persona that goes on.", show_default=False)
    ],
    coder: CoderName = None,
) -> None:
    """Make one persona of two.

    \b
    Example:
      interviewcoder persona-merge pilot.study "Persona 2" "Weekend planners"
    """
    with opened(study, coder) as opened_study:
        personas = opened_study.personas
        personas.merge(personas.get(persona).id, personas.get(into).id)
    say("Merged. The run before is kept: interviewcoder personas-diff.")


@group.command("persona-split")
def persona_split(
    study: StudyFile,
    persona: PersonaName,
    participants: Annotated[
        list[str],
        typer.Argument(metavar="PARTICIPANT...", help="Whom to take out.", show_default=False),
    ],
    coder: CoderName = None,
) -> None:
    """Make a persona of its own of some members of another.

    \b
    Example:
      interviewcoder persona-split pilot.study "Weekend planners" Ana Bo
    """
    with opened(study, coder) as opened_study:
        personas = opened_study.personas
        personas.split(personas.get(persona).id, participants)
    say("Split. The run before is kept: interviewcoder personas-diff.")


def _show_difference(found: "Difference") -> None:
    for persona in found.personas:
        if not persona.changed:
            continue
        renamed = persona.name_before and persona.name_before != persona.name
        was = f", was {persona.name_before}" if renamed else ""
        show(f"{persona.name} ({persona.fate.value}{was})")
        for word, names in (("joined", persona.joined), ("left", persona.left)):
            if names:
                show(f"  {word}: {', '.join(names)}")
        for claim in persona.claims:
            shares = [
                f"{one.members}/{one.members_of}" for one in (claim.before, claim.after) if one
            ]
            show(f"  {claim.fate.value}: {claim.code} {' → '.join(shares)}")
    changed = sum(persona.changed for persona in found.personas)
    people = len(found.moves)
    say(f"{changed} of {len(found.personas)} personas differ; {people} people are elsewhere.")
