"""Studies as REFI-QDA projects: valid, the same each time, and read back equal."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedSource,
    ExchangedStudy,
)
from interviewcoder.domain.exchange_check import sound
from interviewcoder.domain.exchange_speakers import with_speakers
from interviewcoder.domain.imported import ImportedSource
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.source import SourceKind
from interviewcoder.exporters.refi_check import require_valid
from interviewcoder.exporters.refi_project import refi_project
from interviewcoder.importers.projects import read_project

from .exchange_values import studies

SCHEMA = Path(__file__).parents[3] / "shared" / "refi" / "Project.xsd"
GUIDS = [f"00000000-0000-0000-0000-00000000000{n}" for n in range(5)]
SLOW = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def same(study: ExchangedStudy) -> ExchangedStudy:
    """What must come back: all but the study's own GUID, who wrote it, and what was said on the way.

    Codings come back in the order of the text.
    """
    memos = [
        replace(memo, target_guid="") if memo.target is MemoTarget.STUDY else memo
        for memo in study.memos
    ]
    codings = sorted(study.codings, key=lambda one: (one.source_guid, one.start, one.end, one.guid))
    return replace(
        study,
        guid="",
        origin="",
        told=(),
        format="",
        not_carried=(),
        memos=tuple(memos),
        codings=tuple(codings),
    )


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@SLOW
@given(studies())
def test_a_study_comes_back_equal(study: ExchangedStudy) -> None:
    content = refi_project(study).content
    assert same(sound(read_project("a.qdpx", content))) == same(study)
    assert refi_project(study).content == content


@SLOW
@given(studies())
def test_what_is_sound_stays_as_it_is(study: ExchangedStudy) -> None:
    assert sound(study) == study


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema is not here")
@SLOW
@given(studies())
def test_it_is_valid(study: ExchangedStudy) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    content = refi_project(study).content
    schema.assertValid(etree.fromstring(opened(content)["project.qde"]))


def test_what_xml_cannot_hold_is_told() -> None:
    exported = refi_project(sound(ExchangedStudy("g", "A\ufffeB", "o")))
    assert 'name="A\ufffdB"' in opened(exported.content)["project.qde"].decode()
    assert exported.warnings == (
        "1 character that XML cannot hold became \ufffd in names and notes.",
    )


SMALL = sound(
    ExchangedStudy(
        GUIDS[0],
        "P",
        "",
        (ExchangedCoder(GUIDS[1], "Ann"),),
        (ExchangedCode(GUIDS[2], "Fear"),),
        (
            ExchangedSource(
                GUIDS[3], ImportedSource("t", SourceKind.TRANSCRIPT, "", "", "Words.", (), ())
            ),
        ),
        codings=(ExchangedCoding(GUIDS[4], GUIDS[3], 0, 5, GUIDS[2], GUIDS[1]),),
    )
)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<CodeRef", "<CodeRef/><CodeRef", "has no targetGUID"),
        ("<Codes>", "<Codes><Set/>", "Codes holds what it may not"),
        ("<Sources>", "<Sources/><Users/><Sources>", "children of Project are out of order"),
        ('startPosition="0"', 'startPosition="-1"', "reaches out"),
        ("internal://", "internal://x", "a text is missing"),
        (f'<Code guid="{GUIDS[2]}"', f'<Code guid="{GUIDS[1]}"', "is there twice"),
        (f'targetGUID="{GUIDS[2]}"', f'targetGUID="{GUIDS[0]}"', "nothing has the GUID"),
    ],
)
def test_a_project_that_breaks_the_standard_is_not_written(old: str, new: str, says: str) -> None:
    members = opened(refi_project(SMALL).content)
    xml = members.pop("project.qde").decode()
    texts = {name.removeprefix("sources/"): text for name, text in members.items()}
    require_valid(xml.encode(), texts)
    assert old in xml
    with pytest.raises(StudyError, match=says):
        require_valid(xml.replace(old, new, 1).encode(), texts)


@SLOW
@given(studies())
def test_names_in_the_texts_move_no_coding_off_its_words(study: ExchangedStudy) -> None:
    named = with_speakers(study)
    content = refi_project(named).content
    assert same(sound(read_project("a.qdpx", content))) == same(named)
    texts = {one.guid: one.source.text for one in study.sources}
    for old, new in zip(study.sources, named.sources, strict=True):
        for before, after in zip(old.source.passages, new.source.passages, strict=True):
            words = old.source.text[before.start : before.end]
            assert new.source.text[after.start : after.end] == words
            lead = new.source.text[: after.start]
            assert lead.endswith(f"{after.speaker}: " if after.speaker else "")
    new_texts = {one.guid: one.source.text for one in named.sources}
    for one, moved in zip(study.codings, named.codings, strict=True):
        words = texts[one.source_guid][one.start : one.end]
        now = new_texts[one.source_guid][moved.start : moved.end]
        assert (now[0], now[-1]) == (words[0], words[-1])
        assert len(now) >= len(words)
