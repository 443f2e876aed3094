"""Real and re-rendered files that lie beside the repository; skipped where they do not."""

import json
import re
import time
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, roles, said
from .test_any_bytes import attempt

SHARED = Path(__file__).parents[3] / "shared"
TRANSCRIPTS = SHARED / "data" / "transcripts"
RENDERED = TRANSCRIPTS / "rendered-formats"
pytestmark = pytest.mark.skipif(not TRANSCRIPTS.is_dir(), reason="the shared data are not here")

NAMED = [
    "descript.md",
    "descript.txt",
    "enc_cp1252.txt",
    "enc_macroman_cr.txt",
    "enc_utf16le_bom.txt",
    "enc_utf8_bom_crlf.txt",
    "enc_utf8_nbsp_zwsp.txt",
    "f4.rtf",
    "f4.txt",
    "google_meet.docx",
    "google_meet.txt",
    "happyscribe.txt",
    "libreoffice.odt",
    "nvivo_transcript_table.docx",
    "otter.docx",
    "otter.srt",
    "otter.txt",
    "otter_like.pdf",
    "rev.docx",
    "rev.txt",
    "rev_fixedwidth_old.txt",
    "sonix.txt",
    "supernormal_fireflies.txt",
    "teams.docx",
    "teams_graph.vtt",
    "teams_ui.vtt",
    "trint.txt",
    "word_saved.htm",
    "zoom_cloud.transcript.vtt",
    "zoom_meeting_saved_closed_caption.txt",
    "oral_history_as_data.csv",
    "premiere.csv",
    "elan.eaf",
    "exmaralda.exb",
    "chat.cha",
    "whisperx_diarized.json",
    "assemblyai.json",
    "deepgram.json",
]
RELABELLED = {
    "caps_q_a.txt": ("Q", "A"),
    "upper_surname.txt": ("ROSLAND", "RUSHDY"),
    "manual_word.docx": ("Interviewer", "Participant"),
    "oral_history_as_data.csv": ("JR", "AR"),
    "whisperx_diarized.json": ("SPEAKER_00", "SPEAKER_01"),
    "assemblyai.json": ("A", "B"),
    "deepgram.json": ("Speaker 0", "Speaker 1"),
}
NAMELESS = ["plain.srt", "teams_stream_classic.vtt", "youtube_auto.en.vtt"]
END_STAMPS = {"f4.rtf", "f4.txt"}
UNTIMED = {
    "google_meet.docx",
    "google_meet.txt",
    "rev_fixedwidth_old.txt",
    "libreoffice.odt",
    "word_saved.htm",
}
TIMED = set(NAMED) - END_STAMPS - UNTIMED


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def expected(name: str):
    which = "expected_turns_enc.json" if name.startswith("enc_") else "expected_turns.json"
    return json.loads((RENDERED / which).read_text(encoding="utf-8"))


def rendered(name: str):
    return read(name, (RENDERED / name).read_bytes())


def shared_files(folder: str, pattern: str = "*"):
    found = sorted((SHARED / folder).glob(pattern)) if SHARED.is_dir() else []
    return [path for path in found if path.is_file() and path.name != "SOURCES.md"]


@pytest.mark.parametrize("name", sorted({*NAMED, *RELABELLED}))
def test_rendered_layouts_give_the_turns(name):
    source, turns = rendered(name), expected(name)
    labels = dict(zip(("Jonas Rosland", "Alex Rushdy"), RELABELLED.get(name, ()), strict=False))
    assert [(who, squeezed(words)) for who, words in said(source)] == [
        (labels.get(turn["speaker"], turn["speaker"]), squeezed(turn["text"])) for turn in turns
    ]
    if name in TIMED and not name.startswith("enc_"):
        first = turns[0]["start"] if name.startswith("zoom_meeting") else 0
        for passage, turn in zip(source.passages, turns, strict=True):
            assert passage.start_ms is not None
            assert abs(passage.start_ms / 1000 + first - turn["start"]) <= 1
    if name in END_STAMPS:
        for passage, turn in zip(source.passages, turns, strict=True):
            assert abs(passage.end_ms / 1000 - turn["end"]) <= 1


@pytest.mark.parametrize("name", NAMELESS)
def test_rendered_captions_without_names_give_the_words(name):
    source = rendered(name)
    words = squeezed(" ".join(words for _, words in said(source)))
    assert words == squeezed(" ".join(turn["text"] for turn in expected(name)))
    assert {who for who, _ in said(source)} == {""}
    assert len(source.passages) > 10


@pytest.mark.parametrize(
    "path", shared_files("data/transcripts/pdpilot-pdf", "*.pdf"), ids=lambda path: path.name
)
def test_printed_transcripts_give_the_known_turns(path):
    known = SHARED / "data" / "coded" / "pdpilot-gold" / f"{path.stem}.txt"
    lines = filter(None, known.read_text(encoding="utf-8").split("\n"))
    turns = [tuple(line.split(": ", 1)) for line in lines]
    source = read(path.name, path.read_bytes())
    assert [(who, squeezed(words)) for who, words in said(source)] == turns
    told = " ".join(source.warnings)
    assert "numbers in the margin" in told
    assert "page numbers" in told
    assert "repeat" in told


@pytest.mark.parametrize(
    "path", shared_files("data/transcripts/forkcast-zoom-vtt", "*.vtt"), ids=lambda path: path.name
)
def test_zoom_recordings(path):
    data = path.read_text(encoding="utf-8")
    cues = re.findall(r"^([^:\n]{1,60}): (.+)$", data.replace("\r", ""), re.M)
    source = read(path.name, path.read_bytes())
    named = {" ".join(name.split()) for name, _ in cues}
    assert {speaker.label for speaker in source.speakers} <= named
    assert squeezed(source.text) == squeezed(" ".join(words for _, words in cues))
    pairs = list(zip(source.passages, source.passages[1:], strict=False))
    assert all(before.speaker != after.speaker for before, after in pairs)


@pytest.mark.parametrize(
    "path", shared_files("data/transcripts/hitsave-otter-md", "*.md"), ids=lambda path: path.name
)
def test_otter_in_markdown(path):
    source = read(path.name, path.read_bytes())
    found = roles(source)
    assert found["Jonas Rosland"] == ("interviewer", None)
    assert any(role == "participant" for role, _ in found.values())
    assert not source.text.startswith("Transcript of")
    assert "## " not in source.text
    assert any("before the first speaker" in warning for warning in source.warnings)


def test_all_of_whispers_formats_say_the_same():
    folder = TRANSCRIPTS / "hitsave-whisper"
    texts = {
        squeezed(read(path.name, path.read_bytes()).text)
        for path in folder.iterdir()
        if path.suffix in {".vtt", ".srt", ".txt", ".tsv", ".lrc", ".text", ".json"}
    }
    assert len(texts) == 1


@pytest.mark.parametrize(
    "path", shared_files("data/transcripts/ami-qmsum", "*.json"), ids=lambda path: path.name
)
def test_meetings_of_qmsum(path):
    turns = json.loads(path.read_text(encoding="utf-8"))["meeting_transcripts"]
    source = read(path.name, path.read_bytes())
    assert {speaker.label for speaker in source.speakers} == {turn["speaker"] for turn in turns}
    assert squeezed(source.text) == squeezed(" ".join(turn["content"] for turn in turns))


def test_a_file_of_many_conversations_is_refused():
    path = SHARED / "data" / "coded" / "casino" / "casino_test.json"
    with pytest.raises(StudyError, match="conversations in one list"):
        read(path.name, path.read_bytes())


@pytest.mark.parametrize(
    "path",
    shared_files("data/transcripts/anthropic-interviewer", "*.txt"),
    ids=lambda path: path.name,
)
def test_anthropic_interviewer(path):
    found = roles(read(path.name, path.read_bytes()))
    assert found == {
        "Assistant": ("interviewer", None),
        "User": ("participant", path.stem),
        "AI": ("interviewer", None),
    }


@pytest.mark.parametrize(
    "path", shared_files("data/transcripts/raise-pt", "*.txt"), ids=lambda path: path.name
)
def test_portuguese_questions(path):
    found = roles(read(path.name, path.read_bytes()))
    assert found.pop("Pergunta") == ("interviewer", None)
    assert set(found.values()) == {("participant", path.stem)}


def test_qualcoder_examples():
    folder = TRANSCRIPTS / "qualcoder-examples"
    talk = read("transcript.txt", (folder / "transcript.txt").read_bytes())
    assert {speaker.label for speaker in talk.speakers} == {"id1", "id2", "id3"}
    assert len(read("ID1.docx", (folder / "ID1.docx").read_bytes()).passages) == 3
    survey = read("survey456.csv", (folder / "survey456.csv").read_bytes())
    assert [speaker.label for speaker in survey.speakers] == ["ID4", "ID5", "ID6"]
    assert survey.questions == ("freetext",)


@pytest.mark.parametrize("path", shared_files("attacks"), ids=lambda path: path.name)
def test_attacks_import_or_are_refused_in_time(path):
    began = time.perf_counter()
    attempt(path.name, path.read_bytes())
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "path", shared_files("data/surveys", "*/*.[ct]sv"), ids=lambda path: path.name
)
def test_surveys_import_or_are_refused(path):
    attempt(path.name, path.read_bytes())


@pytest.mark.parametrize(
    "name",
    [
        "google_forms.csv",
        "google_sheets.csv",
        "kobo.csv",
        "limesurvey_both.csv",
        "limesurvey_text.csv",
        "long_format.csv",
        "qualtrics.tsv",
        "qualtrics_choice_text.csv",
        "qualtrics_numeric_split.csv",
        "qualtrics_semicolon.csv",
        "surveymonkey_expanded.csv",
        "typeform.csv",
    ],
)
def test_rendered_surveys_give_all_answers_to_the_open_questions(name):
    folder = SHARED / "data" / "surveys" / "rendered-formats"
    truth = json.loads((folder / "expected_responses.json").read_text(encoding="utf-8"))
    source = read(name, (folder / name).read_bytes())
    assert len(source.speakers) == len(truth["respondents"])
    for question in truth["questions"]:
        if question["kind"] == "open":
            number = next(
                i for i, title in enumerate(source.questions) if question["text"] in title
            )
            answers = [
                squeezed(words)
                for passage, (_, words) in zip(source.passages, said(source), strict=True)
                if passage.question == number
            ]
            wanted = [
                squeezed(person["answers"][question["id"]] or "") for person in truth["respondents"]
            ]
            assert answers == [answer for answer in wanted if answer]


def test_a_survey_summary_is_refused():
    for path in shared_files("data/surveys/surveymonkey", "*SUMMARY*"):
        with pytest.raises(StudyError, match="summary"):
            read(path.name, path.read_bytes())
