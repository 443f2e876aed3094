"""Words of Japanese, Chinese, Thai and their like, which stand in whole runs of letters, found among others."""

import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviewcoder.domain.choices import Unit
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.highlights import Highlights
from interviewcoder.domain.search import Scope, Voices
from interviewcoder.domain.search_query import Without, Words, read_search
from interviewcoder.study import Study

from .samples import take_in

SAID = {
    "ja": "引っ越してから、電車の料金が高くて困っています。iPhoneのアプリで調べます。",
    "ja2": "料金よりも、時間どおりに来ることが大切です。カフェで待つのは嫌いです。",
    "zh": "我觉得地铁票价太贵了，所以每天骑自行车上班。手机App也不好用。",
    "zh2": "骑车很方便，可是下雨天就只能坐公交车。",
    "th": "ค่าโดยสารรถไฟฟ้าแพงเกินไป ฉันเลยขี่จักรยานไปทำงานทุกวัน",
    "th2": "ที่นี่รถเมล์มาช้า แต่ราคาถูกกว่า",
    "lo": "ຄ່າລົດເມແພງຂຶ້ນທຸກປີ",
    "km": "ថ្លៃ\u200bរថយន្ត\u200bក្រុង\u200bឡើង\u200bថ្លៃ",
    "my": "ဘတ်စ်ကားခက ဈေးကြီးတယ်",
    "en": "The fare for the train went up, and the app is slow. They call it 料金 there.",
    "apart": unicodedata.normalize("NFD", "ガイドブックはバスで読みます。"),
    "voiced": "カキを食べに行きます。カギは家に忘れました。",
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("scripts")
    for name, said in SAID.items():
        (folder / f"{name}.txt").write_text(
            f"Interviewer: 料金 or ราคา, what of it?\n\nMio: {said}\n", encoding="utf-8"
        )
    with Study.create(folder / "a.study", coder="Maya", codebook=()) as made:
        take_in(made, *(folder / f"{name}.txt" for name in SAID))
        yield made


THEIRS = Scope(voices=Voices.PARTICIPANTS)


def found(study: Study, query: str) -> dict[str, list[str]]:
    """By source: what of Mio's words is marked."""
    hits = study.search.hits(study.search.find(query, THEIRS))
    return {hit.source: [hit.text[start:end] for start, end in hit.matches] for hit in hits}


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("料金", {"ja": ["料金"], "ja2": ["料金"], "en": ["料金"]}),
        ("高くて", {"ja": ["高くて"]}),
        ("票价", {"zh": ["票价"]}),
        ("骑", {"zh": ["骑"], "zh2": ["骑"]}),
        ("จักรยาน", {"th": ["จักรยาน"]}),
        ("ที่", {"th2": ["ที่"]}),
        ("ลดเม", {}),
        ("ລົດເມ", {"lo": ["ລົດເມ"]}),
        ("រថយន្តក្រុង", {"km": ["រថយន្ត\u200bក្រុង"]}),
        ("ကားခ", {"my": ["ကားခ"]}),
        ("料金*", {"ja": ["料金"], "ja2": ["料金"], "en": ["料金"]}),
        ("iphoneの", {"ja": ["iPhoneの"]}),
        ("手机app", {"zh": ["手机App"]}),
        ("料金 train", {"en": ["train", "料金"]}),
        ("料金 -train", {"ja": ["料金"], "ja2": ["料金"]}),
        ("料金 NOT (大切 OR train)", {"ja": ["料金"]}),
        ("train OR 自行车", {"en": ["train"], "zh": ["自行车"]}),
        ("料金 (NOT 困って) (NOT train)", {"ja2": ["料金"]}),
        ("料金 NOT (NOT 困って)", {"ja": ["料金", "困って"]}),
        ("app -料金", {}),
        ("fare OR app -料金", {"en": ["fare", "app"]}),
        ('"手机 App"', {"zh": ["手机App"]}),
        ('"高くて困って"', {"ja": ["高くて困って"]}),
        ('"困っています iPhone"', {"ja": ["困っています。iPhone"]}),
        ('"困っています アプリ"', {}),
        ('"骑自行车 上班。手机"', {"zh": ["骑自行车上班。手机"]}),
        ("ガイド", {"apart": [unicodedata.normalize("NFD", "ガイド")]}),
        ("カイト", {}),
        ("カキ", {"voiced": ["カキ"]}),
        ("カギ", {"voiced": ["カギ"]}),
        ("ハス", {}),
    ],
)
def test_what_is_found_and_marked(study: Study, query: str, finds: dict[str, list[str]]) -> None:
    assert found(study, query) == finds


def test_scopes_hold(study: Study) -> None:
    source = study.sources.get("ja").id
    assert len(study.search.find("料金").passages) == len(SAID) + 3
    assert len(study.search.find("料金", Scope(source_id=source)).passages) == 2
    assert len(study.search.find("料金", Scope(voices=Voices.OTHERS)).passages) == len(SAID)
    spans = study.search.hits_in(source, "料金 OR アプリ")
    text = study.sources.read(source).text
    assert [text[one.start : one.end] for one in spans] == ["料金", "料金", "アプリ"]


def test_found_places_are_lines_in_their_context(study: Study) -> None:
    lines = study.search.concordance(study.search.find("票价 OR slow", THEIRS)).lines
    assert [(one.left[-2:], one.keyword, one.right[:3]) for one in lines] == [
        ("地铁", "票价", "太贵了"),
        ("s ", "slow", ". T"),
    ]


def test_what_is_found_is_tagged_as_one_change(study: Study) -> None:
    code = study.codebook.add(CodeDraft("Fares"))
    study.autocoding.apply("料金 -train", code.id, Unit.WORDS, THEIRS)
    tagged = study.codings.list(code="Fares")
    assert [(one.source, one.text) for one in tagged] == [("ja", "料金"), ("ja2", "料金")]
    assert [one.text for one in study.codings.where("料金")] == ["料金", "料金"]
    assert study.codings.where("料") == study.codings.where("料金")
    assert study.codings.where("金料") == []
    untagged = Scope(voices=Voices.PARTICIPANTS, untagged=True)
    assert [hit.source for hit in study.search.hits(study.search.find("料金", untagged))] == ["en"]
    study.journal.undo()
    assert study.codings.list() == []
    study.journal.undo()


def test_words_of_queries_tell_thai_vowels_apart(study: Study) -> None:
    code = study.codebook.add(CodeDraft("Places"))
    study.autocoding.apply("ที่นี่ OR ทำงาน", code.id, Unit.WORDS, THEIRS)
    assert [one.text for one in study.codings.where("ที่")] == ["ที่นี่"]
    study.journal.undo()
    study.journal.undo()


def test_it_ends_within_its_time_and_when_nobody_waits(study: Study) -> None:
    with pytest.raises(StudyError, match="not looked for to the end within 0 seconds"):
        study.search.find("料金", seconds=0)
    with pytest.raises(StudyError, match="given up"):
        study.search.find("料金", is_given_up=lambda: True)
    assert study.search.find("fare", seconds=0).passages


@pytest.mark.parametrize(
    "text", ["價" * 200_000, "價 " * 100_000, "價" + "。" * 200_000, "價ำ" * 100_000]
)
@pytest.mark.parametrize("query", ['"價 價 格"', "價價價價價價格", '"價 ำ ำ ำ 格"'])
def test_no_text_takes_long(text: str, query: str) -> None:
    search = read_search(query)
    assert isinstance(search, Words)
    began = time.process_time()
    assert Highlights(search)(text) == ()
    assert time.process_time() - began < 2


ALPHABET = "料金价格車がかคาที่ี Aa一ー。\u200b"
TERMS = st.text("料金价格車がかคา一", min_size=1, max_size=2)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(ALPHABET, max_size=30), TERMS)
@example("料金料金料", "料金料")
def test_marks_are_where_the_piece_stands(text: str, piece: str) -> None:
    search = read_search(piece)
    assert isinstance(search, Words)
    spans = Highlights(search)(text)
    expected, at = [], text.find(piece)
    while at >= 0:
        expected.append((at, at + len(piece)))
        at = text.find(piece, at + len(piece))
    plain = [span for span in spans if "\u200b" not in text[slice(*span)]]
    assert [span for span in expected if span in plain] == plain
    if "\u200b" not in text:
        assert spans == tuple(expected)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.recursive(
        st.sampled_from(["料金", "骑", "รถ", "fare", "app", "困って", "カ", "slow"]),
        lambda part: st.one_of(
            st.tuples(part, part).map(lambda both: f"({both[0]} {both[1]})"),
            st.tuples(part, part).map(lambda both: f"({both[0]} OR {both[1]})"),
            part.map(lambda one: f"NOT {one}"),
        ),
        max_leaves=6,
    )
)
def test_expressions_are_true_of_what_is_found(study: Study, query: str) -> None:
    """Each word alone tells where it is; the whole must be true of exactly these."""
    asked = f"({query}) (料金 OR 骑 OR รถ OR カ)"
    alone = {
        word: set(found(study, word))
        for word in ("料金", "骑", "รถ", "fare", "app", "困って", "カ", "slow")
    }

    def holds(part: object, source: str) -> bool:
        match part:
            case Without():
                return not holds(part.part, source)
            case _ if hasattr(part, "parts"):
                some = (holds(one, source) for one in part.parts)
                return all(some) if type(part).__name__ == "Both" else any(some)
            case _:
                return source in alone[part.words[0]]  # type: ignore[attr-defined]

    search = read_search(asked)
    assert isinstance(search, Words)
    assert set(found(study, asked)) == {name for name in SAID if holds(search.part, name)}
