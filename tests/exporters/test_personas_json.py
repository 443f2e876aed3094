"""The JSON export keeps to its schema and commands no terminal."""

import json
import math

import pytest
from jsonschema import Draft202012Validator, ValidationError

from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.personas_json import personas_json, personas_schema

from .persona_examples import GUIDS, HOSTILE, codings, persona, synthesis

SCHEMA = json.loads(personas_schema())
VALIDATOR = Draft202012Validator(SCHEMA)


def document(text: str = "") -> dict[str, object]:
    made = synthesis(persona(text=text), study=text)
    bound = binder(text or "Pilot", made, codings=codings(text))
    return json.loads(personas_json(bound), parse_constant=lambda _: math.nan)  # type: ignore[no-any-return]


@pytest.mark.parametrize("text", ["", HOSTILE])
def test_the_document_keeps_to_the_schema(text: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(document(text))
    VALIDATOR.validate(json.loads(personas_json(binder("Empty", synthesis()))))


def test_the_schema_notices_what_is_missing() -> None:
    broken = document()
    del broken["personas"][0]["codes"][0]["status"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        VALIDATOR.validate(broken)


def test_the_schema_describes_every_key() -> None:
    def keys(value: object, schema: dict[str, object], path: str) -> None:
        if "$ref" in schema:
            schema = SCHEMA["$defs"][str(schema["$ref"]).rsplit("/", 1)[1]]
        if isinstance(value, dict) and "properties" in schema:
            properties = schema["properties"]
            assert isinstance(properties, dict)
            assert set(value) <= set(properties), path
            for key, item in value.items():
                keys(item, properties[key], f"{path}.{key}")
        if isinstance(value, list) and "items" in schema:
            for item in value:
                keys(item, schema["items"], f"{path}[]")  # type: ignore[arg-type]

    keys(document(), SCHEMA, "")


def test_every_field_of_a_persona_is_told() -> None:
    (record,) = document()["personas"]  # type: ignore[misc]
    attitude, need = record["codes"][1], record["codes"][0]
    assert attitude["contrary"] == [GUIDS[3]]
    assert (attitude["status"], attitude["members_against"], attitude["gone"]) == (
        "contested",
        1,
        1,
    )
    assert attitude["pinned"] is True
    assert (need["low"], need["high"], need["held_out"]) == (-0.12, 0.8, True)
    assert record["codes"][2]["by_hand"] is True
    assert record["members"][1]["by_hand"] is True
    assert record["quotes"][1]["against"] is True
    assert record["journey"]["stages"][0]["median"] == 0.2
    assert record["divides"][0]["lacking"] == ["Cem"]
    assert [coding["guid"] for coding in document()["codings"]] == GUIDS[:4]  # type: ignore[attr-defined]


def test_no_nan_and_the_text_as_it_was() -> None:
    made = document(HOSTILE)
    assert made["synthesis"]["quality"]["silhouette"] is None  # type: ignore[index]
    assert made["personas"][0]["summary"] == HOSTILE  # type: ignore[index]


def test_json_cannot_command_a_terminal() -> None:
    text = personas_json(binder("\x9b2J\udcff", synthesis(persona(text=HOSTILE))))
    assert not set(text) & set("\x1b\x9b\u202e\udcff")
    assert json.loads(text)["study"] == "\x9b2J\udcff"
