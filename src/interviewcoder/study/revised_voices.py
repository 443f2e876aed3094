"""Who speaks in a corrected text: told of those who come, go and are called otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..domain.imported import ImportedSource, named_after
from ..domain.participant import Participant
from ..domain.source import Role, Source, SourceKind, Speaker
from ..domain.text import name_key, one_line
from ..storage.engine import Connection
from ..storage.participants import list_participants

_SHOWN = 5


@dataclass(slots=True)
class RevisedVoices:
    """What is told, and which participants get the name that their label has now."""

    told: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)
    """By participant's id."""


def revised_voices(
    connection: Connection,
    source: Source,
    imported: ImportedSource,
    before: Sequence[Speaker],
    heirs: Mapping[str, int],
) -> RevisedVoices:
    """Compare the voices of a corrected text with those that the source has.

    Args:
        connection: to the study as it is before.
        source: the source.
        imported: the corrected text.
        before: its speakers.
        heirs: by label of the corrected text: the id of the speaker who is called so now.
    """
    found = RevisedVoices()
    people = {one.id: one for one in list_participants(connection)}
    names = {name_key(one.name) for one in people.values()}
    speakers = {one.id: one for one in before}
    for voice in imported.speakers:
        was = speakers.get(heirs.get(voice.label, 0))
        if was is None or was.label == voice.label:
            continue
        called, before_that = _shown(voice.label), _shown(was.label)
        found.told.append(f"{before_that} is called {called} now.")
        person = people.get(was.participant_id or 0)
        name = voice.participant or voice.label
        if person is not None and _is_made_up(person, source, was):
            if name_key(name) in names - {name_key(person.name)}:
                found.warnings.append(
                    f"There is a participant {_shown(name)} already; the words of {called} stay those of "
                    f"{_shown(person.name)}. If they are one person, say so with: speaker"
                )
            elif name:
                found.renamed[person.id] = name
        if source.kind is SourceKind.TRANSCRIPT and voice.role is not was.role:
            found.warnings.append(
                f"{called} stays {_role(was.role)}, as {before_that} was, and looks like {_role(voice.role)}. "
                "Change it with: speaker"
            )
    if source.kind is SourceKind.TRANSCRIPT:
        new = [one for one in imported.speakers if one.label not in heirs]
        found.told += _listed(
            "New voice", [f"{_shown(one.label)} ({one.role.value})" for one in new]
        )
        gone = [one for one in before if one.id not in set(heirs.values())]
        found.told += _listed("No longer there", [_shown(one.label) for one in gone])
        found.warnings += _leaving(gone, before, people)
    return found


def _is_made_up(person: Participant, source: Source, was: Speaker) -> bool:
    """Whether a participant has the name that the program gave, and speaks nowhere else."""
    given = {
        name_key(name) for name in (was.label, source.name, named_after(source.name, was.label))
    }
    return name_key(person.name) in given and person.sources == (source.name,)


def _leaving(
    gone: Sequence[Speaker], before: Sequence[Speaker], people: Mapping[int, Participant]
) -> Iterable[str]:
    """What goes with participants who speak nowhere any more."""
    gone_ids = {one.id for one in gone}
    staying = {one.participant_id for one in before if one.id not in gone_ids}
    for person_id in dict.fromkeys(one.participant_id for one in gone):
        person = people.get(person_id or 0)
        if person is None or person_id in staying or len(person.sources) > 1:
            continue
        values = len(person.attributes)
        with_values = (
            f", with {values} attribute value{'s' if values != 1 else ''}" if values else ""
        )
        yield (
            f"The participant {_shown(person.name)} speaks nowhere any more and goes{with_values}, "
            "unless a persona has them."
        )


def _listed(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [f"{what}: {', '.join(names[:_SHOWN])}{more}."]


def _shown(name: str) -> str:
    return f"'{one_line(name, 60)}'" if name else "the voice without a name"


def _role(role: Role) -> str:
    return (
        "another voice"
        if role is Role.OTHER
        else f"{'an' if role is Role.INTERVIEWER else 'a'} {role.value}"
    )
