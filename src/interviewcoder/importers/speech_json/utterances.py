"""Programs that write a list of utterances, in one table of layouts: which keys hold what, in which unit."""

from dataclasses import dataclass
from typing import Any

from ..cues import Cue
from ..moment import MILLISECONDS, SECONDS, is_date, moment
from .fields import Item, channel_label, inside, names_by_id, objects, voice, words_in

_ASKED = 50
OTTER_SAMPLES = 1000 / 16_000
"""Otter counts its offsets in samples, of which a second has 16,000."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one program's utterances lie, and under which keys their parts are."""

    programs: str
    path: tuple[str, ...]
    """The keys to the list; none where the file is the list."""
    signs: frozenset[str]
    """Keys that its first utterance has."""
    text: str
    speaker: str
    start: str = ""
    end: str = ""
    unit: float = SECONDS
    file_signs: frozenset[str] = frozenset()
    """Keys of which the file has at least one."""
    names: tuple[str, str, str] = ("", "", "")
    """The list of speakers beside it, and there the keys of their ids and names."""


def _keys(keys: str) -> frozenset[str]:
    return frozenset(keys.split())


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "AssemblyAI",
        ("utterances",),
        _keys("text start end speaker"),
        *("text", "speaker", "start", "end"),
        unit=MILLISECONDS,
        file_signs=_keys("language_code audio_url acoustic_model speech_model audio_duration"),
    ),
    *(
        Layout(
            "Gladia",
            (*above, "transcription", "utterances"),
            _keys("text start end"),
            *("text", "speaker", "start", "end"),
        )
        for above in (("result",), ())
    ),
    Layout(
        "Gladia, version 1",
        ("prediction",),
        _keys("transcription time_begin"),
        *("transcription", "speaker", "time_begin", "time_end"),
    ),
    Layout(
        "Teams and Stream",
        ("entries",),
        _keys("text startOffset"),
        *("text", "speakerDisplayName", "startOffset", "endOffset"),
    ),
    Layout(
        "Google Meet",
        ("transcriptEntries",),
        _keys("text participant"),
        *("text", "participant", "startTime", "endTime"),
        names=("participants", "name", "signedinUser"),
    ),
    *(
        Layout(
            "Fireflies",
            (*above, "sentences"),
            _keys("text speaker_name"),
            *("text", "speaker_name", "start_time", "end_time"),
        )
        for above in (("data", "transcript"), ("transcript",), ())
    ),
    Layout(
        "Fathom",
        ("transcript",),
        _keys("text speaker timestamp"),
        *("text", "speaker", "timestamp"),
    ),
    Layout(
        "tl;dv",
        ("data",),
        _keys("text speaker startTime"),
        *("text", "speaker", "startTime", "endTime"),
    ),
    Layout(
        "Sonix",
        ("transcript",),
        _keys("speaker start_time end_time"),
        *("text", "speaker", "start_time", "end_time"),
    ),
    *(
        Layout(
            "Otter",
            (*above, "transcripts"),
            _keys("transcript start_offset"),
            *("transcript", "speaker_id", "start_offset", "end_offset"),
            unit=OTTER_SAMPLES,
            names=("speakers", "id", "speaker_name"),
        )
        for above in (("speech",), ())
    ),
    Layout(
        "QMSum",
        ("meeting_transcripts",),
        _keys("content speaker"),
        *("content", "speaker"),
    ),
    Layout(
        "Podcasting 2.0",
        ("segments",),
        _keys("body startTime"),
        *("body", "speaker", "startTime", "endTime"),
    ),
)


def cues(value: Any) -> list[Cue] | None:
    """The utterances in the first layout that fits; None where none does."""
    for layout in LAYOUTS:
        utterances = objects(inside(value, *layout.path))
        if (
            utterances
            and layout.signs <= utterances[0].keys()
            and (not layout.file_signs or layout.file_signs & value.keys())
        ):
            beside = inside(value, *layout.path[:-1])
            return _read(utterances, layout, _names(beside, layout))
    return None


def _read(utterances: list[Item], layout: Layout, names: Item) -> list[Cue]:
    heard = []
    dated = any(is_date(utterance.get(layout.start)) for utterance in utterances[:_ASKED])
    for utterance in utterances:
        start = moment(utterance.get(layout.start), layout.unit)
        end = moment(utterance.get(layout.end), layout.unit)
        speaker = names.get(str(utterance.get(layout.speaker))) or _voice(utterance, layout)
        words = objects(utterance.get("words"))
        if text := words_in(utterance, layout.text):
            heard.append(Cue([text], start, end, speaker))
        elif words:
            spoken = " ".join(words_in(word, "text", "word").strip() for word in words)
            heard.append(Cue([spoken], start, end, speaker))
    if dated:
        since_first(heard)
    return heard


def since_first(heard: list[Cue]) -> None:
    """Count the times of cues that are dates from the first of them on."""
    first = min((cue.start_ms for cue in heard if cue.start_ms is not None), default=0)
    for cue in heard:
        if cue.start_ms is not None:
            cue.start_ms -= first
        if cue.end_ms is not None:
            cue.end_ms = max(0, cue.end_ms - first)


def _voice(utterance: Item, layout: Layout) -> str | None:
    """The speaker; of a resource's name (`.../participants/p1`) the last part."""
    speaker = voice(utterance.get(layout.speaker))
    if speaker is None:
        channel = utterance.get("channel")
        return channel_label(channel) if isinstance(channel, str) else None
    return speaker.rsplit("/", 1)[-1] if speaker.startswith("conferenceRecords/") else speaker


def _names(beside: Any, layout: Layout) -> Item:
    among, id_key, name_key = layout.names
    speakers = objects(inside(beside, among)) if among else []
    if name_key == "signedinUser":
        # Meet keeps the name a level deeper, under the kind of user.
        return {
            str(speaker.get(id_key)): name
            for speaker in speakers
            for user in ("signedinUser", "anonymousUser", "phoneUser")
            if (name := words_in(speaker.get(user), "displayName"))
        }
    return names_by_id(speakers, id_key, name_key)
