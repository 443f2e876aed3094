"""EXMARaLDA, FOLKER and Transcriber: speakers' tables and a timeline in seconds."""

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times

EXB = """<?xml version="1.0" encoding="UTF-8"?>
<!-- (c) http://www.rrz.uni-hamburg.de/exmaralda -->
<basic-transcription><head><speakertable>
<speaker id="SPK0"><abbreviation>INES</abbreviation></speaker>
<speaker id="SPK1"><abbreviation>TOM</abbreviation></speaker>
</speakertable></head><basic-body>
<common-timeline><tli id="T0" time="1.0"/><tli id="T1"/><tli id="T2" time="3.0"/><tli id="T3" time="4.5"/>
</common-timeline>
<tier id="TIE0" speaker="SPK0" category="v" type="t">
<event start="T0" end="T1">Shall we be</event><event start="T1" end="T2">gin? </event></tier>
<tier id="TIE1" speaker="SPK1" category="v" type="t"><event start="T2" end="T3">Yes.</event></tier>
<tier id="TIE2" speaker="SPK0" category="en" type="a"><event start="T0" end="T2">translated</event></tier>
</basic-body></basic-transcription>"""

FLK = """<?xml version="1.0" encoding="UTF-8"?>
<folker-transcription><head/><speakers>
<speaker speaker-id="IV"><name>Ines Vale</name></speaker><speaker speaker-id="TO"><name/></speaker></speakers>
<recording path="a.wav"/>
<timeline><timepoint timepoint-id="TLI_0" absolute-time="0.5"/><timepoint timepoint-id="TLI_1" absolute-time="2.0"/>
<timepoint timepoint-id="TLI_2" absolute-time="3.0"/></timeline>
<contribution speaker-reference="IV" start-reference="TLI_0" end-reference="TLI_1" parse-level="2">
<w>wollen</w><pause duration="micro"/><w>wir</w><breathe type="in" length="1"/><w>an<time timepoint-reference="TLI_1"/>fangen</w></contribution>
<contribution speaker-reference="TO" start-reference="TLI_1" end-reference="TLI_2" parse-level="1">
<unparsed>ja gerne</unparsed></contribution></folker-transcription>"""

TRS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans scribe="x" audio_filename="a" version="1">
<Speakers><Speaker id="spk1" name="Inès"/><Speaker id="spk2" name="Tom"/></Speakers>
<Episode><Section type="report" startTime="0" endTime="9">
<Turn speaker="spk1" startTime="1.0" endTime="3.5">
<Sync time="1.0"/>
on commence <Event desc="rire" type="noise" extent="instantaneous"/> <Comment desc="x"/>
<Sync time="2.0"/>
alors <Event desc="b" type="noise" extent="instantaneous"/>?
</Turn>
<Turn speaker="spk1 spk2" startTime="3.5" endTime="5.0">
<Sync time="3.5"/>
<Who nb="1"/>
bon
<Who nb="2"/>
oui
</Turn></Section></Episode></Trans>"""


def test_exmaralda_joins_events_that_follow_one_another():
    source = read("talk.exb", EXB)
    assert source.format == "exmaralda"
    assert said(source) == [("INES", "Shall we begin?"), ("TOM", "Yes.")]
    assert times(source) == [(1_000, 3_000), (3_000, 4_500)]
    assert any("1 event on other tiers (en) was left out" in told for told in source.warnings)


def test_exmaralda_events_without_spaces_of_their_own_get_them():
    bare = EXB.replace("Shall we be<", "Shall we<").replace("gin? ", "begin?")
    assert said(read("talk.exb", bare))[0] == ("INES", "Shall we begin?")


def test_folker_has_words_or_text():
    source = read("talk.flk", FLK)
    assert said(source) == [("Ines Vale", "wollen wir anfangen"), ("TO", "ja gerne")]
    assert times(source) == [(500, 2_000), (2_000, 3_000)]


def test_transcriber_has_turns_of_one_or_more_voices_and_names_its_document_type():
    source = read("talk.trs", TRS.encode("latin-1"))
    assert source.format == "transcriber"
    assert said(source) == [("Inès", "on commence [rire] alors ? bon"), ("Tom", "oui")]
    assert times(source) == [(1_000, 5_000), (3_500, 5_000)]
    assert "1 comment was left out." in source.warnings
    assert "1 sound mark was left out." in source.warnings


def test_a_document_type_with_entities_is_refused():
    hostile = TRS.replace('"trans-14.dtd"', '"trans-14.dtd" [<!ENTITY a "b">]')
    with pytest.raises(StudyError, match="document type"):
        read("talk.trs", hostile)
