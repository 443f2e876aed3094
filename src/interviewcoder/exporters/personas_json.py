"""A synthesis and its personas as one JSON document."""

from interviewcoder.domain.persona import Synthesis
from interviewcoder.domain.records import json_text, persona_record, synthesis_record


def personas_json(study_name: str, synthesis: Synthesis) -> str:
    """The study's name, the run, and every persona with the GUIDs of the codings under its claims."""
    document = {
        "study": study_name,
        "synthesis": synthesis_record(synthesis),
        "personas": [persona_record(persona) for persona in synthesis.personas],
    }
    return json_text(document) + "\n"
