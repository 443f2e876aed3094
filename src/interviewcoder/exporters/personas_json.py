"""A synthesis and its personas as one JSON document, and the schema of it."""

from pathlib import Path

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona_records import persona_record, synthesis_record
from interviewcoder.domain.records import coding_record, json_text

from .persona_dossier import Binder

SCHEMA = "interviewcoder/personas/2"
"""What the document calls itself."""


def personas_json(binder: Binder) -> str:
    """The study's name, the run, every persona, and the codings under its claims by GUID."""
    cited = dict.fromkeys(one.guid for dossier in binder.dossiers for one in dossier.citations)
    known = (binder.codings.get(guid) for guid in cited)
    document = {
        "schema": SCHEMA,
        "study": binder.study,
        "redacted": list(binder.redactions),
        "synthesis": synthesis_record(binder.synthesis),
        "personas": [persona_record(persona) for persona in binder.synthesis.personas],
        "codings": [coding_record(coding) for coding in known if isinstance(coding, Coding)],
    }
    return json_text(document) + "\n"


def personas_schema() -> str:
    """The JSON Schema (2020-12) that every such document keeps to."""
    return (Path(__file__).parent / "schemas" / "personas.schema.json").read_text(encoding="utf-8")
