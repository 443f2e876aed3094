"""Personas without participants' names, or without their words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.participant import FEWEST_OWN_WORDS
from interviewcoder.domain.persona import Spread, Synthesis
from interviewcoder.domain.redaction import LEFT_OUT, Redaction

from .pseudonyms import Pseudonyms


def redacted(
    study: str,
    synthesis: Synthesis,
    codings: Mapping[str, Coding],
    people: Sequence[str],
    voices: Sequence[str],
    what: Collection[Redaction],
) -> tuple[str, Synthesis, dict[str, Coding], Pseudonyms | None]:
    """The study's name, the run and the codings it cites with what is asked for left out, and what stands for names.

    Args:
        study: the study's name.
        synthesis: the run.
        codings: by GUID.
        people: names of all participants of the study, in the order in which they were entered.
        voices: names of others who speak, in order.
        what: names become P01, P02, ... in that order, wherever they occur; words become a note.
    """
    cited, names = dict(codings), None
    if Redaction.QUOTES in what:
        synthesis = _without_words(synthesis)
        cited = {guid: replace(coding, text=LEFT_OUT) for guid, coding in cited.items()}
    if Redaction.NAMES in what:
        names = Pseudonyms([*people, *_named_in(synthesis, cited.values())], voices)
        study = names(study)
        synthesis = names.everywhere(synthesis)
        cited = {guid: names.everywhere(coding) for guid, coding in cited.items()}
    return study, synthesis, cited, names


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
                persona,
                quotes=tuple(replace(quote, text=LEFT_OUT) for quote in persona.quotes),
                segments=tuple(_closed_values(spread) for spread in persona.segments),
            )
            for persona in synthesis.personas
        ),
    )


def _closed_values(spread: Spread) -> Spread:
    """The spread with those values as one that are somebody's own words: long, and nobody else has them."""
    values: dict[str, tuple[str, int, int]] = {}
    for value, members, everyone in spread.values:
        own = everyone < 2 and len(value.split()) >= FEWEST_OWN_WORDS
        shown = LEFT_OUT if own else value
        _, before, all_before = values.get(shown, (shown, 0, 0))
        values[shown] = (shown, before + members, all_before + everyone)
    return replace(spread, values=tuple(values.values()))
