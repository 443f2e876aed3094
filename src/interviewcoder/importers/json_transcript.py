"""JSON transcripts: of speech recognisers, of programs for meetings, or any list of turns."""

import re
from collections.abc import Sequence
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import one_line, sanitise

from .conversation import read_conversation
from .cues import Cue, turns_of
from .json_value import parse_json, parse_json_lines
from .plain_text import from_conversation
from .sample import FileSample
from .speech_json import (
    alternatives,
    amazon,
    azure,
    deepgram,
    meetings,
    spans,
    utterances,
    whisper,
    word_lists,
)
from .speech_json.fields import inside, objects, words_in
from .speech_json.turn_lists import conversations_in, turn_list
from .transcript import build_transcript, omitted

SUFFIXES = (".json", ".jsonl", ".ndjson")
_FAMILIES = (
    whisper,
    deepgram,
    amazon,
    azure,
    utterances,
    meetings,
    spans,
    word_lists,
    alternatives,
)
"""In the order in which they are asked whether a value is theirs."""
_BEGINS = re.compile(r'\{\s*(?:"|\})|\[\s*(?:[\[{]\s*["\[{\]}]|\])')
_SHORTEST = 200
"""A text alone is a transcript from this length on, in code points."""
_REMEDY = "Export the transcript as text, WebVTT, SRT or .docx and import that."


def recognises(sample: FileSample) -> bool:
    """Whether a file is called after JSON or begins like an object or a list of objects."""
    return sample.suffix in SUFFIXES or _BEGINS.match(sample.head) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a JSON transcript.

    Raises:
        StudyError: it is not JSON, or not a transcript.
    """
    value = _parsed(sample)
    for family in _FAMILIES:
        heard = family.cues(value)
        if heard:
            return _built(sample, options, heard)
    if words := _only_text(value):
        lines = sanitise(words).split("\n")
        return from_conversation(sample, options, read_conversation(lines))
    _refuse_others(value, sample)
    found = turn_list(value)
    if found is None:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' is JSON, but no transcript was found in it: "
            "it has no list of turns with words.",
            _REMEDY,
        )
    return _built(sample, options, found.cues, (found.told,))


def _parsed(sample: FileSample) -> Any:
    """The value of the file; of JSON Lines, the list of the lines' values."""
    what = f"'{one_line(sample.file_name, 80)}'"
    text = sample.text.removeprefix("\ufeff")
    try:
        return parse_json(text, what)
    except StudyError:
        lines = parse_json_lines(text, what)
        if lines is None:
            raise
        return lines


def _built(
    sample: FileSample, options: ImportOptions, heard: Sequence[Cue], told: tuple[str, ...] = ()
) -> ImportedSource:
    silent = sum(1 for cue in heard if not any(line.strip() for line in cue.lines))
    if silent and silent < len(heard):
        told = (*told, *omitted(silent, "part", "without words"))
    return build_transcript(sample, options, turns_of(heard), warnings=told)


def _only_text(value: Any) -> str:
    """The text of a file that holds one and no list: OpenAI's shortest answer."""
    if not isinstance(value, dict):
        return ""
    text = words_in(value, "text", "transcript")
    has_lists = any(objects(part) for part in value.values())
    return "" if has_lists or len(text) < _SHORTEST else text


def _refuse_others(value: Any, sample: FileSample) -> None:
    """Refuse what is near to a transcript and none.

    Raises:
        StudyError: it is, and the error says what to do.
    """
    shown = one_line(sample.file_name, 80)
    if words_in(value, "schema").startswith("interviewcoder/"):
        raise StudyError(
            f"'{shown}' is an export of personas, not a transcript.",
            "Import the transcripts that they were made of.",
        )
    timeline = objects(inside(value, "timeline"))
    if timeline and "users" in timeline[0]:
        raise StudyError(
            f"'{shown}' is Zoom's timeline: it tells who spoke when, but not what was said.",
            "Import the recording's transcript (.vtt) instead.",
        )
    if several := conversations_in(value):
        raise StudyError(
            f"'{shown}' holds {several} conversations in one list.",
            "Save each as a file of its own and import the files together.",
        )
