"""What the screen of segments reads of the study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.participant import Attribute, Participant
from ...domain.persona import Persona
from ...domain.segment import Distribution, Segment, SegmentWarning
from ..widgets.segment_page import CellAsked

if TYPE_CHECKING:
    from ...study import Study


@dataclass(frozen=True, slots=True)
class SegmentsRead:
    """What the study has of segments."""

    segments: Sequence[Segment]
    warnings: Sequence[SegmentWarning]
    people: Mapping[int, Participant]
    attributes: Sequence[Attribute]
    questions: Sequence[Distribution]
    personas: Sequence[Persona]
    sets: Mapping[str, Sequence[str]]
    """What segments are about, and the names of those that are."""

    @property
    def home(self) -> dict[int, str]:
        """Participant's id to the name of their persona."""
        return {one.participant_id: p.name for p in self.personas for one in p.members}

    def set_of(self, segment: str) -> str | None:
        """The set that a segment is of."""
        return next((subject for subject, names in self.sets.items() if segment in names), None)

    def segment(self, name: str) -> Segment | None:
        """The segment of that name."""
        return next((one for one in self.segments if one.name == name), None)

    def people_in(self, asked: CellAsked) -> list[Participant]:
        """The people of a persona in a segment."""
        persona = next((one for one in self.personas if one.name == asked.persona), None)
        ids = [one.participant_id for one in persona.members] if persona else []
        if asked.segment is not None:
            segment = self.segment(asked.segment)
            inside = set(segment.members) if segment else set()
            ids = [one for one in ids if one in inside]
        return [self.people[one] for one in sorted(ids) if one in self.people]


def read_segments(study: "Study") -> SegmentsRead:
    """Everything but the cut, which takes longer. Reads the study: call it in a worker."""
    synthesis = study.personas.current()
    return SegmentsRead(
        study.segments.list(),
        study.segments.warnings(),
        {one.id: one for one in study.participants.list()},
        study.participants.attributes(),
        study.segments.closed_questions(),
        synthesis.personas if synthesis else (),
        {subject: [one.name for one in own] for subject, own in study.segments.sets().items()},
    )
