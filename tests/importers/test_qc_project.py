"""Projects of qc, with codes in files beside the corpus and in a database."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.importers.projects import read_project

from .project_files import QC, codings, database, memos, path_of, speakers, taken

TALK = "Interviewer: How do you pay?\r\n\r\nAna: In cash,\r\n  always. \r\n"
OLD = "qc_version: 0.2.3\ncorpus_dir: corpus\ncodes_dir: codes\nmemos_dir: memos\ncodebook: codebook.yaml\n"
NEW = "qc_version: 1.7.6\ncorpus_dir: corpus\ndatabase: qc.sqlite3\nmemos_dir: memos\ncodebook: codebook.yaml\n"
CODEBOOK = "- money:\n  - cash\n  - no\n- fear\n- other:\n  - cash\n"


def zipped(members: Mapping[str, str | bytes], folder: str = "study/") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(folder + name, content)
    return buffer.getvalue()


def old(**more: str) -> bytes:
    return zipped(
        {
            "settings.yaml": OLD,
            "codebook.yaml": CODEBOOK,
            "corpus/more/talk.txt": TALK,
            "codes/more/talk.txt.mia.codes": "\nfear\nmoney, cash\n cash ,new one\n\n\nfear\n",
            "codes/gone.txt.mia.codes": "fear\n",
            "memos/2026-01-31-12-05_mia_what_for.md": "# What for?\n\nWho knows.",
            "memos/loose.md": "Loose.",
            **{name.replace("__", "/"): text for name, text in more.items()},
        }
    )


def rows(file_hash: str) -> dict[str, list[dict[str, object]]]:
    return {
        "document": [
            {"file_path": "talk.txt", "file_hash": file_hash},
            {"file_path": "gone.txt", "file_hash": ""},
        ],
        "document_index": [
            {"id": 1, "name": "paragraphs", "document_id": "talk.txt"},
            {"id": 2, "name": "other", "document_id": "talk.txt"},
        ],
        "location": [
            {"id": 1, "document_index_id": 1},
            {"id": 2, "document_index_id": 1},
            {"id": 3, "document_index_id": 2},
        ],
        "coded_line": [
            {"id": 1, "line": 0, "coder_id": "mia", "code_id": "money"},
            {"id": 2, "line": 2, "coder_id": "nils", "code_id": "cash"},
            {"id": 3, "line": 99, "coder_id": "nils", "code_id": "cash"},
        ],
        "coded_line_location_association": [
            {"coded_line_id": 1, "location_id": 1},
            {"coded_line_id": 2, "location_id": 2},
            {"coded_line_id": 2, "location_id": 3},
            {"coded_line_id": 3, "location_id": 2},
        ],
    }


def new(file_hash: str) -> bytes:
    return zipped(
        {
            "settings.yaml": NEW,
            "codebook.yaml": CODEBOOK,
            "corpus/talk.txt": TALK,
            "corpus/draft.txt": "Not part of it.",
            "qc.sqlite3": database(QC, rows(file_hash)),
        }
    )


def test_codes_in_files_are_on_the_lines_that_they_stand_beside():
    study = taken("study.zip", old())
    assert codings(study) == {
        ("more/talk", "Ana: In cash,", "money"),
        ("more/talk", "Ana: In cash,", "money > cash"),
        ("more/talk", "always.", "money > cash"),
        ("more/talk", "always.", "new one"),
    }
    assert {one.name for one in study.coders} == {"mia"}
    assert (study.name, study.origin) == ("study", "qc 0.2.3")
    assert speakers(study) == {
        "more/talk": [("Interviewer", "interviewer", None), ("Ana", "participant", "Ana")]
    }
    assert set(study.not_carried) == {
        "Left out: 1 place of codes that the codebook has elsewhere too.",
        "Left out: 2 codings on lines without words.",
        "Left out: 1 coding of texts that are not there.",
    }


def test_the_codebook_is_a_tree_and_its_words_are_words():
    study = taken("study.zip", old())
    assert sorted(path_of(study, one.guid) for one in study.codes) == [
        "fear",
        "money",
        "money > cash",
        "money > no",
        "new one",
        "other",
    ]


def test_memos_tell_who_wrote_them_when():
    study = taken("study.zip", old())
    assert memos(study, MemoTarget.STUDY) == {"# What for?\n\nWho knows.", "Loose."}
    dated = next(one for one in study.memos if one.created_at)
    assert dated.created_at.isoformat() == "2026-01-31T12:05:00+00:00"
    assert dated.coder_guid == study.coders[0].guid


def test_codes_in_the_database_are_on_the_same_lines():
    study = taken("study.zip", new(hashlib.sha1(TALK.encode()).hexdigest()))
    assert codings(study) == {
        ("talk", "Interviewer: How do you pay?", "money"),
        ("talk", "Ana: In cash,", "money > cash"),
    }
    assert {one.name for one in study.coders} == {"mia", "nils"}
    assert study.told == ()
    assert set(study.not_carried) == {
        "Left out: 1 place of codes that the codebook has elsewhere too.",
        "Left out: 1 file beside the texts of the project.",
        "Left out: 1 file missing in the corpus.",
        "Left out: 1 coding on lines without words.",
    }


def test_a_text_that_changed_since_is_told():
    assert any("1 text changed" in one for one in taken("study.zip", new("0" * 40)).told)


def test_nothing_outside_of_the_folder_is_looked_for():
    settings = OLD.replace("corpus_dir: corpus", "corpus_dir: ../../etc")
    study = taken("study.zip", old(**{"settings.yaml": settings}))
    assert study.sources == ()
    assert any("'corpus_dir'" in one and "outside" in one for one in study.told)


@pytest.mark.parametrize(
    "more",
    [
        {"settings.yaml": "corpus_dir: [\n"},
        {"settings.yaml": OLD, "codebook.yaml": "- a: &x [*x]"},
        {"settings.yaml": OLD, "codebook.yaml": "[" * 5000},
        {"settings.yaml": OLD + "database: codebook.yaml\n", "codebook.yaml": "SQLite format 3\0x"},
    ],
    ids=["settings", "aliases", "deep", "database"],
)
def test_broken_parts_are_refused(more):
    with pytest.raises(StudyError) as refused:
        read_project("study.zip", old(**more))
    assert refused.value.__cause__ is None or isinstance(refused.value.__cause__, Exception)
    assert "not what its name says" not in str(refused.value)


def test_a_member_without_a_name_is_passed_over():
    data = bytearray(old())
    place = data.rindex(b"study/memos/loose.md") - 46
    length = int.from_bytes(data[place + 28 : place + 30], "little")
    # The name's bytes become those of an extra field, so that the directory stays as long as it says.
    data[place + 28 : place + 32] = (0).to_bytes(2, "little") + length.to_bytes(2, "little")
    data[place + 46 : place + 50] = (0x7777).to_bytes(2, "little") + (length - 4).to_bytes(
        2, "little"
    )
    assert memos(taken("study.zip", bytes(data)), MemoTarget.STUDY) == {"# What for?\n\nWho knows."}
