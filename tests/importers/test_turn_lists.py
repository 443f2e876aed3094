"""JSON of no known program: which list is taken for the turns, what is told, and what is refused."""

import json

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, roles, said, times


def talk(**keys):
    turns = [("Ines", "Shall we begin now, then?", 1, 3), ("Tom", "Yes, let us do that.", 4, 6)]
    names = {"speaker": "speaker", "text": "text", "start": "start", "end": "end", **keys}
    return [
        {names[key]: value for key, value in zip(("speaker", "text", "start", "end"), turn, strict=True)}
        for turn in turns
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        talk(),
        {"title": "x", "turns": talk(text="utterance", speaker="speakerName", start="startTime")},
        {"data": {"call": {"lines": talk(text="content", speaker="who", start="from", end="to")}}},
        {"chapters": [{"title": "a", "text": "b"}], "transcript": talk(text="Text", speaker="Name")},
        [{"speaker": {"display_name": t["speaker"]}, **{k: t[k] for k in ("text", "start", "end")}} for t in talk()],
        {"speakers": [{"id": 4, "name": "Ines"}, {"id": 5, "name": "Tom"}],
         "parts": [{**turn, "speaker": 4 + n} for n, turn in enumerate(talk())]},
        {"parts": [{**turn, "text": None, "words": [{"text": w} for w in turn["text"].split()]} for turn in talk()]},
    ],
    ids=range(7),
)  # fmt: skip
def test_a_list_of_turns_is_found_by_its_keys(value):
    source = read("talk.json", json.dumps(value))
    assert said(source) == [
        ("Ines", "Shall we begin now, then?"),
        ("Tom", "Yes, let us do that."),
    ]
    assert times(source) == [(1_000, 3_000), (4_000, 6_000)]
    assert "No known program's JSON" in source.warnings[0]


def test_the_warning_says_what_was_taken_as_what():
    warning = read("a.json", json.dumps({"lines": talk(text="said", start="begin")})).warnings[0]
    for told in ("'lines'", "'said'", "'speaker'", "'begin' and 'end'", "seconds"):
        assert told in warning


def test_milliseconds_are_told_from_seconds_by_how_fast_people_speak():
    slow = [{**turn, "start": turn["start"] * 1000, "end": turn["end"] * 1000} for turn in talk()]
    source = read("a.json", json.dumps(slow))
    assert times(source) == [(1_000, 3_000), (4_000, 6_000)]
    assert "milliseconds" in source.warnings[0]
    named = [{"text": "Only words here.", "startMs": n * 10} for n in range(3)]
    assert times(read("a.json", json.dumps(named)))[0][0] == 0


@pytest.mark.parametrize(
    ("keys", "in_seconds"),
    [
        ({"speaker": "ParticipantRole", "text": "Content", "start": "BeginOffsetMillis", "end": "EndOffsetMillis"}, False),
        ({"start": "start_timestamp_millis", "end": "end_timestamp_millis"}, False),
        ({"start": "start_s", "end": "end_s"}, True),
        ({"start": "startTimeInSeconds", "end": "endTimeInSeconds"}, True),
    ],
    ids=range(4),
)  # fmt: skip
def test_the_unit_in_a_key_is_understood(keys, in_seconds):
    scale = 1 if in_seconds else 1000
    start, end = keys["start"], keys["end"]
    turns = [{**turn, start: turn[start] * scale, end: turn[end] * scale} for turn in talk(**keys)]
    assert times(read("talk.json", json.dumps({"lines": turns, "topics": [{"name": "x"}]}))) == [
        (1_000, 3_000),
        (4_000, 6_000),
    ]


def test_dates_count_from_the_first_and_lengths_make_ends():
    dated = [
        {**turn, "start": f"2026-01-05T09:00:0{turn['start']}Z", "end": None} for turn in talk()
    ]
    assert [start for start, _ in times(read("a.json", json.dumps(dated)))] == [0, 3_000]
    lasting = [{"text": "a b c d", "start": 2.0, "duration": 1.5}]
    assert times(read("a.json", json.dumps(lasting))) == [(2_000, 3_500)]


def test_chats_with_an_assistant_have_roles():
    chat = [{"role": "assistant", "content": "How was it?"}, {"role": "user", "content": "Hard."}]
    source = read("P03.json", json.dumps({"messages": chat}))
    assert roles(source) == {"assistant": ("interviewer", None), "user": ("participant", "P03")}


def test_json_lines():
    lines = "\n".join(json.dumps(turn) for turn in talk())
    for name in ("a.jsonl", "a.txt"):
        source = read(name, lines + "\n")
        assert [who for who, _ in said(source)] == ["Ines", "Tom"]
    with pytest.raises(StudyError, match="not whole"):
        read("a.jsonl", lines + '\n{"speaker": "Ines", "text')


def test_a_number_of_endless_digits_is_told():
    with pytest.raises(StudyError, match="more than 400 digits"):
        read("a.json", '[{"text": "one two three", "start": ' + "9" * 5000 + "}]")


def test_parts_without_words_are_counted():
    source = read("a.json", json.dumps([*talk(), {"speaker": "Tom", "text": "", "start": 7}]))
    assert any("1 part without words was left out" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([1, 2], "JSON"),
        ({}, "JSON"),
        ([], "JSON"),
        (None, "JSON"),
        ({"text": "hi"}, "JSON"),
        ({"name": "x", "version": "1", "dependencies": {"a": "1"}}, "JSON"),
        ([{"id": 1, "text": "Name"}, {"id": 2, "text": "Age"}], "JSON"),
        ({"x": [{"a": {"text": "deep"}}]}, "JSON"),
        ({"questions": [{"text": "How did you like it?"}] * 2, "people": [{"id": 1}]}, "JSON"),
        ({"timeline": [{"ts": "00:00:01", "users": [{"username": "Ines"}]}]}, "who spoke when"),
        ([{"chat": talk()}, {"chat": talk()}], "2 conversations"),
        ({"schema": "interviewcoder/personas/2", "personas": [{"quotes": talk()}]}, "export"),
    ],
    ids=range(12),
)
def test_other_json_is_refused(value, told):
    with pytest.raises(StudyError, match=told) as caught:
        read("a.json", json.dumps(value))
    assert caught.value.remedy


def test_odd_values_do_no_harm():
    text = (
        '[{"speaker": {"a": []}, "text": "One \\ud800 and \\u0000 two.", "start": 1e999, "end": NaN},'
        ' {"speaker": true, "text": ["x", 3, null, {"text": "y"}], "start": -5, "end": 99999999999999999},'
        ' {"speaker": 3, "text": 7}, "loose", null]'
    )
    source = read("a.json", text)
    assert said(source) == [("", "One � and ␀ two. x y"), ("Speaker 3", "loose")]
    assert any("2 parts without words were left out" in warning for warning in source.warnings)
    assert times(source)[0] == (None, None)
