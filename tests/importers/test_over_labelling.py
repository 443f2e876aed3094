"""What has colons, times, numbers and dashes and names no speakers."""

import pytest

from .reading import read, said

NOBODY = {
    "agenda": "Agenda\n\n10:30 Meeting\nTalk about cake.\n\n11:00 Review\nLook at it.\n\n12:00 Lunch\nEat.\n",
    "diary": "Monday\n7:30 woke up tired\n8:00 had breakfast\n12:30 lunch at work\n\nTuesday\n7:45 woke up\n",
    "diary, times above": "7:30 Woke up\nI was tired.\n\n8:00 Breakfast\nAt home.\n\n12:30 Lunch\nAt work.\n",
    "flights": "Depart London 10:30\nArrive Paris 11:45\nDepart Paris 12:00\nArrive Rome 13:00\n",
    "verses": "John 3:16\nFor so it was.\n\nLuke 10:30\nA man went.\n\nJohn 3:17\nFor so it is.\n",
    "scores": "Arsenal 3:1\nA good match.\n\nChelsea 2:2\nA draw.\n\nArsenal 0:1\nA loss.\n",
    "dashes": "London - a city of rain\n\nParis - a city of light\n\nLondon - again\n",
    "glossary": "Joy – what I feel.\n\nGrief – what I do not.\n\nJoy – again.\n\nFear – no.\n",
    "days": "Mon - work\nTue - rest\nMon - work\nWed - rest\n",
    "list": "1. I like it\n2. I do not\n3. Maybe: it depends\n4. Never\n",
    "numbered questions": "1. How do you feel: good or bad?\n2. What else: anything?\n3. Why: say it.\n",
    "list of facts": "# Data\n\n- Licence: MIT\n- Origin: the web\n- Notes: none\n",
    "table": "Name\tAge\nAna\t34\nBen\t27\n",
    "tags": "<b> bold </b>\n<i> it </i>\n<b> x\n",
    "mail": "Hello Ben,\n\nsee you at 10:30. Regards: Ana\n\nPS: bring cake.\n\nNote: no nuts.\n",
    "prose": "I met Ana at 10:30. She said: come in. Then (00:12) we talked.\n\nWe left at 11:45.\n",
}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_is_named(name):
    source = read("essay.txt", NOBODY[name])
    assert {who for who, _ in said(source)} == {""}
    words = " ".join(words for _, words in said(source)).split()
    assert words == NOBODY[name].split()


def test_words_below_a_label_may_have_colons():
    text = "Ines:\nHe said: come in.\n\nTom:\nNote: it was late.\nYes. And: so on.\n\nInes:\nHe said: no.\n"
    assert [who for who, _ in said(read("talk.txt", text))] == ["Ines", "Tom", "Ines"]


def test_phrases_that_repeat_with_a_time_in_them_are_words():
    phrase = "So (0:30) it goes, on and on.\n\n"
    text = f"Ines: {phrase}Tom: No.\n\nInes: Yes.\n\n{phrase}Tom: Well.\n\n{phrase}Ines: Right.\n"
    assert {who for who, _ in said(read("talk.txt", text))} == {"Ines", "Tom"}


@pytest.mark.parametrize("name", ["day.txt", "day.md"])
def test_an_agenda_is_no_conversation(name):
    day = "10:30 Meeting: cake\n\n11:00 Review: sails\n\n12:15 Lunch: soup\n\n13:00 Meeting: more cake\n"
    assert {speaker for speaker, _ in said(read(name, day))} == {""}


def test_times_of_a_recording_are_no_agenda():
    talk = "10:31 Ines: Shall we?\n10:44 Tom: Yes.\n11:02 Ines: Good.\n11:10 Tom: Go on.\n"
    assert {speaker for speaker, _ in said(read("talk.txt", talk))} == {"Ines", "Tom"}


def test_one_heading_that_repeats_is_no_speaker():
    text = "## Quay Works\n\nThey dig.\n\n## Sails\n\nWhite.\n\n## Quay Works\n\nThey dig on.\n"
    assert {speaker for speaker, _ in said(read("notes.md", text))} == {""}


def test_numbered_decisions_are_no_speakers():
    talk = "DECISION 7.1: to dig.\n\nACTION 7.2: Tom digs.\n\n" + "Ines: Yes.\n\nTom: No.\n\n" * 3
    assert {speaker for speaker, _ in said(read("talk.txt", talk + "DECISION 7.1: to dig.\n"))} == {
        "Ines",
        "Tom",
    }
