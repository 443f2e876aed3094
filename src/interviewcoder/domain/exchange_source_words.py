"""How a source is told in its description, beside its text and its passages, and read back."""

import json
import re
from dataclasses import dataclass

from .errors import StudyError
from .exchange import ExchangedSource
from .exchange_words import unwritten, written
from .imported import ImportedSpeaker
from .source import Role, SourceKind
from .survey_mapping import SurveyMapping, mapping_from, mapping_record

_AS = re.compile(r'(.*) as ("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class SourceTold:
    """What a description says of a source."""

    kind: SourceKind
    file_name: str = ""
    format: str = ""
    encoding: str = ""
    questions: tuple[str, ...] = ()
    speakers: tuple[ImportedSpeaker, ...] = ()
    mapping: SurveyMapping | None = None
    rest: str = ""
    """Lines that somebody else wrote."""


def source_description(exchanged: ExchangedSource) -> str:
    """A line for each thing: `kind: survey`, `question: ...`, `interviewer: Jonas`, `participant: Ana as "P1"`."""
    source = exchanged.source
    lines = [f"kind: {source.kind.value}"]
    for key, value in (
        ("file", exchanged.file_name),
        ("format", source.format),
        ("encoding", source.encoding),
        *(("question", question) for question in source.questions),
    ):
        if value or key == "question":
            lines.append(f"{key}: {written(value)}")
    lines += [_speaker_line(speaker) for speaker in source.speakers]
    if source.mapping is not None:
        lines.append(f"columns: {json.dumps(mapping_record(source.mapping), ensure_ascii=False)}")
    return "\n".join(lines)


def source_told(description: str) -> SourceTold | None:
    """What a description says; None where `source_description` did not write it."""
    lines = [line for line in description.split("\n") if line.strip()]
    first = lines[0].partition(":") if lines else ("", "", "")
    if first[0] != "kind" or first[2].strip() not in set(SourceKind):
        return None
    told: dict[str, list[str]] = {}
    speakers: list[ImportedSpeaker] = []
    mapping: SurveyMapping | None = None
    rest: list[str] = []
    for line in lines[1:]:
        key, colon, value = line.partition(":")
        value = value.strip()
        if colon and key in set(Role):
            speakers.append(_speaker(Role(key), value))
        elif colon and key in ("file", "format", "encoding", "question"):
            told.setdefault(key, []).append(unwritten(value))
        elif colon and key == "columns" and (read := _mapping(value)):
            mapping = read
        else:
            rest.append(line)
    single = {key: values[0] for key, values in told.items()}
    return SourceTold(
        SourceKind(first[2].strip()),
        single.get("file", ""),
        single.get("format", ""),
        single.get("encoding", ""),
        tuple(told.get("question", ())),
        tuple(speakers),
        mapping,
        "\n".join(rest),
    )


def _speaker_line(speaker: ImportedSpeaker) -> str:
    if speaker.role is not Role.PARTICIPANT:
        return f"{speaker.role.value}: {written(speaker.label)}"
    name = speaker.participant or speaker.label
    if name == speaker.label and not name.endswith('"'):
        return f"{speaker.role.value}: {name}"
    return f"{speaker.role.value}: {name} as {json.dumps(speaker.label, ensure_ascii=False)}"


def _speaker(role: Role, value: str) -> ImportedSpeaker:
    if role is not Role.PARTICIPANT:
        return ImportedSpeaker(unwritten(value), role)
    known_as = _AS.fullmatch(value)
    if known_as is None:
        return ImportedSpeaker(value, role, value)
    return ImportedSpeaker(unwritten(known_as[2]), role, known_as[1])


def _mapping(value: str) -> SurveyMapping | None:
    try:
        return mapping_from(json.loads(value))
    except (ValueError, RecursionError, StudyError):
        return None
