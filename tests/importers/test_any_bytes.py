"""Whatever the bytes, a file becomes a sound source or one kind of error."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.codings import read_codings
from interviewcoder.importers.participants import read_participants
from interviewcoder.importers.registry import FORMATS

from .fuzzing import UNSAFE, require_sound
from .reading import read, said

PIECES = [
    "Ana: ", "I: ", "Q. ", "P1:", "\n", "\n\n", "\r\n", "[0:02] ", "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n",
    "Ben  0:09\n", "(00:01):", "#00:00:02-1#", "**Ana:** ", "## Ana\n", "---\n", "<v Ana>", "</v>", ",", ";", "\t",
    '"', "id,q\n", "words of it", "?", "\ufeff", "\u200b", "é’", "\x1b[2J", "\0", "1\n", "{", "[id1] ", "&amp;", "»", "٣:٤",
    "speaker,text\n", "respondent,question,answer\n", "start\tend\ttext\n", "[00:00.000 --> 00:02.000]  ", "\u2028", "🙂",
    "{\\rtf1 ", "\\par ", "}", "<html>", "<p>", "<b>", "<td>", "%PDF-1.4\n", '{"text": "<p>', "0:01 --> 0:02\n", "#00:01#",
    "0:02\n", "Ana | 0:03\n", "0:04 - Ben\n", "10:02 AM ", "#00:00:03-0# ", "1. ", "2. ", ">> ", "- Ben: ", "(Ana) ", "[Ben] ",
    "0:00:01.000,0:00:02.000\n", "[Script Info]\n", "Dialogue: 0,0:00:01.00,0:00:02.00,x,Ana,0,0,0,,words\n",
    '{"segments": [', '{"speaker": "Ana", "text": "words of it", "start": 1.5},\n', '{"text": "more", "start": 1e999}', "]}", "[", "null",
    '"words": [{"word": "it", "start": 1, "end": 2}]', "@UTF8\n@Begin\n", "@Participants:\tANA Ana Investigator\n", "*ANA:\tone &-uh two .\n",
    "%mor:\tx\n", "\x151000_2000\x15", '"ooTextFile"\n"TextGrid"\n0\n5\n<exists>\n1\n', '"IntervalTier"\n"Ana"\n0\n5\n1\n0\n1\n"words"\n',
    "<?xml version='1.0'?>", "<ANNOTATION_DOCUMENT>", "</ANNOTATION_DOCUMENT>", "<TIER TIER_ID='x'>", "</TIER>", "<Trans>", "</Trans>",
    "<tt><p begin='1s'>words</p></tt>", "<transcript><text start='1'>words</text></transcript>",
]  # fmt: skip
NAMES = st.sampled_from(
    [
        "a.txt", "a.md", "a.vtt", "a.srt", "a.csv", "a.tsv", "a.lrc", "a.docx", "\x1b", "", "a.json", "a.jsonl", "a.otr",
        "a.eaf", "a.exb", "a.flk", "a.trs", "a.cha", "a.TextGrid", "a.sbv", "a.ass", "a.ttml",
        "a.pdf", "a.rtf", "a.odt", "a.fodt", "a.html",
    ]
)  # fmt: skip


def attempt(name: str, data: bytes, **options: object) -> None:
    try:
        source = read(name, data, **options)
    except StudyError as error:
        refusal = str(error)
    else:
        require_sound(source)
        return
    assert "not what its name says" not in refusal, "the last resort was needed"
    assert not UNSAFE.search(refusal)


@settings(max_examples=400, deadline=None)
@given(NAMES, st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_pieces_of_transcripts(name, text):
    attempt(name, text.encode())


@settings(max_examples=200, deadline=None)
@given(NAMES, st.binary(max_size=400))
def test_any_bytes(name, data):
    attempt(name, data)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([format.name for format in FORMATS]),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)
def test_any_forced_format(format, text):
    attempt("a.txt", text.encode(), format=format)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, "name,kind\n", "- name: x\n", "source,code,quote\n"]), max_size=20
    ).map("".join)
)
def test_the_other_readers(text):
    for reader, name in (
        (read_participants, "a.csv"),
        (read_codebook, "a.csv"),
        (read_codebook, "a.yaml"),
        (read_codings, "a.csv"),
    ):
        with suppress(StudyError):
            assert reader(name, text.encode())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ines Vale", "Tom Okoro"]),
            st.text("abc é’🙂,.", min_size=1, max_size=40),
        ),
        min_size=4,
        max_size=20,
    )
)
def test_labelled_turns_come_back(turns):
    turns = [(who, " ".join(words.split())) for who, words in turns if words.strip()]
    text = "\n\n".join(f"{who}: {words}" for who, words in turns)
    if turns:
        assert said(read("a.txt", text)) == turns


CAPTION = "1\n00:00:01,000 --> 00:00:02,000\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.srt", CAPTION + "{\\" * 50_000),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 50_000),
        (
            "a.vtt",
            "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\nN{n}: a\n\n" for n in range(5_000)),
        ),
        ("a.txt", "a" + " " * 200_000 + "0:01"),
        ("a.txt", "Ana  0:01\nx\n\n" * 20_000),
        ("a.csv", '"' * 100_001),
        ("a.txt", "{" + " " * 200_000),
        ("a.txt", "1. " * 100_000),
        ("a.txt", "Ana " + "- " * 100_000 + "0:01"),
        ("a.txt", ("Ana" + " " * 100 + "[0:01\n") * 2_000),
        ("a.txt", "".join(f"0:{n % 60:02} Name{n}\nwords\n" for n in range(10_000))),
        ("a.srt", CAPTION + ">> " * 50_000),
        ("a.srt", CAPTION * 5_000 + "- a\n" * 50_000),
        ("a.cha", "@Begin\n*ANA:\t" + "<" * 50_000 + "[" * 50_000 + " ."),
        ("a.cha", "@Begin\n*ANA:\t" + "(a" * 50_000 + " ."),
        ("a.TextGrid", '"ooTextFile"\n"TextGrid"\n' + '"' * 200_001),
        ("a.json", '[{"text":' * 50_000),
        ("a.json", '{"a":[' + '{"text":"a b c d"},' * 50_000 + "{}]}"),
        ("a.json", '{"' + "x" * 200_000 + '":[{"text":"a b c d e","who":"x"}]}'),
        ("a.jsonl", '{"text":"a b c d","speaker":"x"}\n' * 20_000),
        ("a.eaf", "<ANNOTATION_DOCUMENT>" + "<TIER>" * 100_000),
        ("a.otr", '{"media":"x","text":"' + "<p" * 100_000 + '"}'),
    ],
    ids=range(22),
)
def test_hostile_repetition_is_read_in_time(name, text):
    began = time.perf_counter()
    attempt(name, text.encode())
    assert time.perf_counter() - began < 3
