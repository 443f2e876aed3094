"""Personas without participants' names, or without their words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona import Synthesis
from interviewcoder.domain.redaction import Redaction

from .pseudonyms import Pseudonyms

LEFT_OUT = "[words left out]"
"""What stands for a participant's words that are left out."""


def redacted(
    study: str,
    synthesis: Synthesis,
    codings: Mapping[str, Coding],
    people: Sequence[str],
    what: Collection[Redaction],
) -> tuple[str, Synthesis, dict[str, Coding]]:
    """The study's name, the run and the codings it cites with what is asked for left out.

    Args:
        study: the study's name.
        synthesis: the run.
        codings: by GUID.
        people: names of all participants of the study, in the order in which they were entered.
        what: names become P01, P02, ... in that order, wherever they occur; words become a note.
    """
    cited = dict(codings)
    if Redaction.QUOTES in what:
        synthesis = _without_words(synthesis)
        cited = {guid: replace(coding, text=LEFT_OUT) for guid, coding in cited.items()}
    if Redaction.NAMES in what:
        change = Pseudonyms([*people, *_named_in(synthesis, cited.values())])
        study = change(study)
        synthesis = change.everywhere(synthesis)
        cited = {guid: change.everywhere(coding) for guid, coding in cited.items()}
    return study, synthesis, cited


def _named_in(synthesis: Synthesis, codings: Iterable[Coding]) -> list[str]:
    """Everyone who is named in a run and its codings, in order of appearance."""
    names: list[str] = []
    for persona in synthesis.personas:
        names += [member.participant for member in persona.members]
        names += [name for claim in persona.claims for name in claim.against]
        names += [quote.participant for quote in persona.quotes]
        for divide in persona.divides:
            names += [*divide.having, *divide.lacking]
    names += [point.participant for point in synthesis.map.points]
    left_out = synthesis.quality.get("left_out", ())
    if isinstance(left_out, list | tuple):
        names += [str(name) for name in left_out]
    names += [coding.participant for coding in codings if coding.participant]
    return names


def _without_words(synthesis: Synthesis) -> Synthesis:
    return replace(
        synthesis,
        personas=tuple(
            replace(
                persona, quotes=tuple(replace(quote, text=LEFT_OUT) for quote in persona.quotes)
            )
            for persona in synthesis.personas
        ),
    )
