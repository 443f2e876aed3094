"""What each recogniser and program for meetings writes in JSON gives the same two voices and times."""

import json

import pytest

from .reading import read, said, times

VOICES = ["Speaker 0", "Speaker 1"]
WORDS = [
    ("Shall", 1.0, 1.4, 0),
    ("we", 1.4, 1.6, 0),
    ("begin?", 1.6, 2.0, 0),
    ("Yes,", 3.0, 3.4, 1),
    ("let's.", 3.4, 4.0, 1),
]
TURNS = ["Shall we begin?", "Yes, let's."]
SPANS = [(1_000, 2_000), (3_000, 4_000)]


def sentences(scale=1.0, **keys):
    """The two turns as objects; `keys` maps speaker, start, end and text to the names of their keys."""
    whole = int if scale != 1 else float
    values = [
        {"speaker": who, "start": whole(start * scale), "end": whole(end * scale), "text": text}
        for who, text, start, end in [(0, TURNS[0], 1, 2), (1, TURNS[1], 3, 4)]
    ]
    return [{keys.get(key, key): value for key, value in turn.items()} for turn in values]


def deepgram_words(**more):
    return [
        {"word": word.lower().strip("?,."), "punctuated_word": word, "start": s, "end": e, "speaker": who, **more}
        for word, s, e, who in WORDS
    ]  # fmt: skip


def amazon_items(**more):
    for word, start, end, who in WORDS:
        bare = word.rstrip("?,.")
        speaker = {"speaker_label": f"spk_{who}"} if more.get("labels", True) else {}
        yield {
            "type": "pronunciation", "start_time": str(start), "end_time": str(end),
            "alternatives": [{"confidence": "0.9", "content": bare}], **speaker,
        }  # fmt: skip
        if bare != word:
            yield {"type": "punctuation", "alternatives": [{"content": word[-1]}], **speaker}


def speechmatics_results():
    for word, start, end, who in WORDS:
        bare = word.rstrip("?,.")
        heard = {"content": bare, "confidence": 0.9, "speaker": f"S{who}"}
        yield {"type": "word", "start_time": start, "end_time": end, "alternatives": [heard]}
        if bare != word:
            mark = {"content": word[-1], "speaker": f"S{who}"}
            yield {
                "type": "punctuation", "attaches_to": "previous", "start_time": end, "end_time": end,
                "alternatives": [mark],
            }  # fmt: skip


def scribe_words():
    for word, start, end, who in WORDS:
        yield {
            "text": word,
            "start": start,
            "end": end,
            "type": "word",
            "speaker_id": f"speaker_{who}",
        }
        yield {
            "text": " ",
            "start": end,
            "end": end,
            "type": "spacing",
            "speaker_id": f"speaker_{who}",
        }


def rev_elements(speaker):
    for word, start, end, who in WORDS:
        if who == speaker:
            yield {
                "type": "text",
                "value": word[:-1],
                "ts": start,
                "end_ts": end,
                "confidence": 0.9,
            }
            yield {"type": "punct", "value": word[-1]}
            yield {"type": "punct", "value": " "}


FILES = {
    "whisperX": ({"segments": [
        {**turn, "speaker": f"SPEAKER_0{turn['speaker']}", "words": [{"word": "x", "score": 0.9}]}
        for turn in sentences()
    ], "word_segments": []}, ["SPEAKER_00", "SPEAKER_01"]),
    "OpenAI, diarized": ({"text": "...", "segments": [
        {**turn, "type": "transcript.text.segment", "speaker": "AB"[turn["speaker"]]} for turn in sentences()
    ]}, ["A", "B"]),
    "whisper.cpp": ({"transcription": [
        {"timestamps": {"from": "00:00:01,000", "to": "x"}, "offsets": {"from": int(turn["start"] * 1000), "to": int(turn["end"] * 1000)},
         "text": " " + turn["text"], "speaker": str(turn["speaker"])} for turn in sentences()
    ]}, VOICES),
    "Hugging Face": ({"speakers": [
        {"speaker": f"SPEAKER_0{turn['speaker']}", "timestamp": [turn["start"], turn["end"]], "text": turn["text"]} for turn in sentences()
    ], "chunks": [], "text": "..."}, ["SPEAKER_00", "SPEAKER_01"]),
    "OpenAI, words only": ({"task": "transcribe", "text": "...", "words": [
        {"word": word, "start": start, "end": end, "speaker": f"S{who}"} for word, start, end, who in WORDS
    ]}, ["S0", "S1"]),
    "a list of chunks": ([
        {"timestamp": [turn["start"], turn["end"]], "text": turn["text"], "speaker": "AB"[turn["speaker"]]} for turn in sentences()
    ], ["A", "B"]),
    "AssemblyAI": ({"language_code": "en", "text": "...", "utterances": [
        {**turn, "speaker": "AB"[turn["speaker"]], "confidence": 0.9} for turn in sentences(1000)
    ]}, ["A", "B"]),
    "AssemblyAI, words only": ({"words": [
        {"text": word, "start": int(start * 1000), "end": int(end * 1000), "confidence": 0.9, "speaker": "AB"[who]} for word, start, end, who in WORDS
    ]}, ["A", "B"]),
    "Deepgram, utterances": ({"results": {"channels": [{}], "utterances": sentences(text="transcript")}}, VOICES),
    "Deepgram, paragraphs": ({"results": {"channels": [{"alternatives": [{"transcript": "...", "words": [], "paragraphs": {"paragraphs": [
        {"speaker": turn["speaker"], "sentences": [{key: turn[key] for key in ("text", "start", "end")}]} for turn in sentences()
    ]}}]}]}}, VOICES),
    "Deepgram, words": ({"results": {"channels": [{"alternatives": [{"transcript": "...", "words": deepgram_words()}]}]}}, VOICES),
    "Amazon, labelled items": ({"results": {"transcripts": [], "items": list(amazon_items())}}, ["spk_0", "spk_1"]),
    "Amazon, segments beside": ({"results": {"transcripts": [], "items": list(amazon_items(labels=False)), "speaker_labels": {"segments": [
        {"speaker_label": f"spk_{who}", "items": [{"start_time": str(start), "speaker_label": f"spk_{who}"} for _, start, _, speaks in WORDS if speaks == who]}
        for who in (0, 1)
    ]}}}, ["spk_0", "spk_1"]),
    "Amazon, audio segments": ({"results": {"items": list(amazon_items()), "audio_segments": [
        {"transcript": turn["text"], "start_time": str(turn["start"]), "end_time": str(turn["end"]), "speaker_label": f"spk_{turn['speaker']}"} for turn in sentences()
    ]}}, ["spk_0", "spk_1"]),
    "Google, the last result repeats all": ({"results": [
        {"alternatives": [{"transcript": "shall we begin yes let's", "words": [{"word": word, "startTime": "1s"} for word, *_ in WORDS]}]},
        {"alternatives": [{"words": [{"word": word, "startTime": f"{start}s", "endTime": f"{end}s", "speakerTag": who + 1} for word, start, end, who in WORDS]}]},
    ]}, ["Speaker 1", "Speaker 2"]),
    "Google, version 2": ({"results": [{"alternatives": [{"transcript": "...", "words": [
        {"word": word, "startOffset": f"{start}s", "endOffset": f"{end}s", "speakerLabel": str(who)} for word, start, end, who in WORDS
    ]}], "resultEndOffset": "4s"}]}, VOICES),
    "Google, seconds and nanos": ({"response": {"results": [{"alternatives": [{"words": [
        {"word": word, "startTime": {"seconds": str(int(start)), "nanos": round(start % 1 * 1e9)}, "endTime": {"seconds": str(int(end)), "nanos": round(end % 1 * 1e9)}, "speakerTag": who + 1}
        for word, start, end, who in WORDS
    ]}]}]}}, ["Speaker 1", "Speaker 2"]),
    "Azure, batch": ({"source": "...", "recognizedPhrases": [
        {"recognitionStatus": "Success", "channel": 0, "speaker": turn["speaker"], "offset": "PT1S", "offsetInTicks": turn["start"] * 1e7, "durationInTicks": 1e7,
         "nBest": [{"display": turn["text"], "lexical": "..."}]} for turn in sentences()
    ]}, VOICES),
    "Azure, batch, durations": ({"recognizedPhrases": [
        {"channel": 0, "speaker": turn["speaker"], "offset": f"PT{turn['start']}S", "duration": "PT1S", "nBest": [{"display": turn["text"]}]} for turn in sentences()
    ]}, VOICES),
    "Azure, fast": ({"durationMilliseconds": 5000, "combinedPhrases": [{"text": "..."}], "phrases": [
        {"offsetMilliseconds": turn["start"] * 1000, "durationMilliseconds": 1000, "text": turn["text"], "speaker": turn["speaker"]} for turn in sentences()
    ]}, VOICES),
    "Speechmatics": ({"format": "2.9", "results": list(speechmatics_results())}, ["S0", "S1"]),
    "ElevenLabs": ({"language_code": "eng", "text": "...", "words": list(scribe_words())}, ["speaker_0", "speaker_1"]),
    "Rev.ai": ({"monologues": [{"speaker": who, "elements": list(rev_elements(who))} for who in (0, 1)]}, VOICES),
    "Rev, with names": ({"speakers": [{"id": 0, "name": "Ines Vale"}, {"id": 1, "name": "Tom Okoro"}],
        "monologues": [{"speaker": who, "elements": list(rev_elements(who))} for who in (0, 1)]}, ["Ines Vale", "Tom Okoro"]),
    "Gladia": ({"status": "done", "result": {"transcription": {"full_transcript": "...", "utterances": sentences()}}}, VOICES),
    "IBM Watson": ({"results": [{"final": True, "alternatives": [{"transcript": "...", "timestamps": [[word, start, end] for word, start, end, _ in WORDS]}]}],
        "speaker_labels": [{"from": start, "to": end, "speaker": who} for _, start, end, who in WORDS]}, VOICES),
    "Digital Paper Edit": ({"words": [{"id": i, "text": word, "start": start, "end": end} for i, (word, start, end, _) in enumerate(WORDS)],
        "paragraphs": [{"speaker": "Ines", "start": 1, "end": 2}, {"speaker": "Tom", "start": 3, "end": 4}]}, ["Ines", "Tom"]),
    "Teams": ({"$schema": "http://stream.office.com/schemas/transcript.json", "type": "Transcript", "entries": [
        {"text": turn["text"], "speakerId": "x", "speakerDisplayName": ["Ines Vale", "Tom Okoro"][turn["speaker"]],
         "startOffset": f"00:00:0{turn['start']}273871", "endOffset": f"00:00:0{turn['end']}"} for turn in sentences()
    ]}, ["Ines Vale", "Tom Okoro"]),
    "Fireflies": ({"data": {"transcript": {"title": "x", "sentences": [
        {"index": 0, "speaker_name": ["Ines", "Tom"][turn["speaker"]], "speaker_id": 0, "text": turn["text"], "start_time": turn["start"], "end_time": turn["end"]} for turn in sentences()
    ]}}}, ["Ines", "Tom"]),
    "tl;dv": ({"id": "x", "meetingId": "y", "data": sentences(start="startTime", end="endTime")}, VOICES),
    "Otter": ({"speech": {"speakers": [{"id": 7, "speaker_name": "Ines"}, {"id": 8, "speaker_name": "Tom"}], "transcripts": [
        {"transcript": turn["text"], "speaker_id": 7 + turn["speaker"], "start_offset": int(turn["start"] * 16000), "end_offset": int(turn["end"] * 16000)} for turn in sentences()
    ]}}, ["Ines", "Tom"]),
    "Sonix": ({"name": "x", "transcript": sentences(start="start_time", end="end_time")}, VOICES),
    "Gong": ({"callTranscripts": [{"callId": "1", "transcript": [
        {"speakerId": str(turn["speaker"]), "topic": None, "sentences": [{"start": turn["start"] * 1000, "end": turn["end"] * 1000, "text": turn["text"]}]} for turn in sentences()
    ]}]}, VOICES),
    "Recall.ai": ([{"participant": {"id": who, "name": ["Ines", "Tom"][who]}, "words": [
        {"text": word, "start_timestamp": {"relative": start}, "end_timestamp": {"relative": end}} for word, start, end, speaks in WORDS if speaks == who
    ]} for who in (0, 1)], ["Ines", "Tom"]),
    "Podcasting 2.0": ({"version": "1.0.0", "segments": sentences(text="body", start="startTime", end="endTime")}, VOICES),
    "YouTube": ({"wireMagic": "pb3", "events": [
        {"tStartMs": 0, "id": 1},
        *({"tStartMs": int(turn["start"] * 1000), "dDurationMs": 1000, "segs": [{"utf8": ["Ines: ", "Tom: "][turn["speaker"]]}, {"utf8": turn["text"]}]} for turn in sentences()),
        {"tStartMs": 3000, "aAppend": 1, "segs": [{"utf8": "\n"}]},
    ]}, ["Ines", "Tom"]),
}  # fmt: skip


@pytest.mark.parametrize("program", FILES)
def test_programs_give_speakers_words_and_times(program):
    value, voices = FILES[program]
    source = read("talk.json", json.dumps(value))
    assert source.format == "json"
    assert said(source) == list(zip(voices, TURNS, strict=True))
    tenths = [(start // 100, end // 100) for start, end in times(source)]
    assert tenths == [(start // 100, end // 100) for start, end in SPANS]
    assert not any("No known program" in warning for warning in source.warnings)


def test_meet_entries_have_names_and_times_from_the_first_on():
    value = {
        "transcriptEntries": [
            {"participant": "conferenceRecords/c/participants/p1", "text": "Shall we?", "startTime": "2026-06-15T10:00:22Z", "endTime": "2026-06-15T10:00:24.5Z"},
            {"participant": "conferenceRecords/c/participants/p2", "text": "Yes.", "startTime": "2026-06-15T10:00:30Z"},
        ],
        "participants": [{"name": "conferenceRecords/c/participants/p1", "signedinUser": {"displayName": "Ines"}}],
    }  # fmt: skip
    source = read("meet.json", json.dumps(value))
    assert said(source) == [("Ines", "Shall we?"), ("p2", "Yes.")]
    assert times(source) == [(0, 2_500), (8_000, None)]


def test_qmsum_has_roles_and_no_times():
    turns = [
        {"speaker": "Marketing", "content": "Okay ."},
        {"speaker": "Design", "content": "Mm ."},
    ]
    source = read("a.json", json.dumps({"topic_list": [], "meeting_transcripts": turns}))
    assert said(source) == [("Marketing", "Okay ."), ("Design", "Mm .")]


def test_whisper_may_hold_segments_alone_and_words_may_be_null():
    segments = [
        {"id": 0, "seek": 0, "start": 0, "end": 2, "text": " One two.", "tokens": [1], "words": None},
        {"id": 1, "seek": 0, "start": 2, "end": 4, "text": " Three.", "tokens": [1], "words": None},
    ]  # fmt: skip
    for value in ({"segments": segments}, segments):
        source = read("w.json", json.dumps(value, indent=4))
        assert said(source) == [("", "One two. Three.")]
        assert times(source) == [(0, 4_000)]


def test_a_segment_without_a_speaker_is_its_words_or_the_one_before():
    def segment(text, speaker, of_words):
        words = [{"word": "x", "score": 1, "speaker": who} for who in of_words]
        speaks = {"speaker": speaker} if speaker else {}
        return {"start": 0, "end": 1, "text": text, "words": words, **speaks}

    value = {
        "segments": [
            segment("One.", "SPEAKER_00", []),
            segment("Two.", None, ["SPEAKER_01", "SPEAKER_01", "SPEAKER_00"]),
            segment("Three.", None, [None]),
        ],
        "language": "en",
    }
    source = read("x.json", json.dumps(value))
    assert said(source) == [("SPEAKER_00", "One."), ("SPEAKER_01", "Two. Three.")]


def test_turns_of_tinydiarize_divide_unnamed_speech():
    value = {
        "transcription": [
            {"offsets": {"from": 0, "to": 900}, "text": " One. [SPEAKER_TURN]"},
            {"offsets": {"from": 900, "to": 2000}, "text": " Two.", "speaker_turn_next": True},
            {"offsets": {"from": 2000, "to": 3000}, "text": " Three."},
        ]
    }
    assert said(read("x.json", json.dumps(value))) == [("", "One."), ("", "Two."), ("", "Three.")]


def test_channels_are_told_apart_and_put_in_time():
    def channel(*words):
        return {
            "alternatives": [{"words": [{"word": w, "start": s, "end": s + 0.5} for w, s in words]}]
        }

    value = {"results": {"channels": [channel(("late", 9.0)), channel(("soon", 1.0))]}}
    source = read("x.json", json.dumps(value))
    assert said(source) == [("Channel 1", "soon"), ("Channel 0", "late")]


def test_sounds_of_scribe_stay_with_the_words_and_unknown_voices_are_nobody():
    words = [
        {"text": "Well", "type": "word", "start": 0, "end": 1, "speaker_id": "speaker_0"},
        {"text": " ", "type": "spacing", "start": 1, "end": 1, "speaker_id": "speaker_0"},
        {"text": "(laughs)", "type": "audio_event", "start": 1, "end": 2, "speaker_id": None},
    ]
    assert said(read("x.json", json.dumps({"words": words}))) == [("speaker_0", "Well (laughs)")]
    results = [
        {"type": "word", "start_time": n, "end_time": n + 0.5, "alternatives": [{"content": "word", "speaker": "UU"}]}
        for n in range(2)
    ]  # fmt: skip
    assert said(read("x.json", json.dumps({"results": results}))) == [("", "word word")]


def test_a_text_alone_is_read_when_it_is_long_enough():
    text = "Ana: One and two.\nBen: Three and four.\n" * 10
    source = read("x.json", json.dumps({"text": text, "usage": {}}))
    assert said(source)[:2] == [("Ana", "One and two."), ("Ben", "Three and four.")]
