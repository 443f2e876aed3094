"""Whatever is in a REFI-QDA project, it becomes a sound study or one kind of error."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.exchange_check import sound
from interviewcoder.importers.projects import read_project
from interviewcoder.importers.refi_codebook import read_qdc

from .refi_files import C1, C2, CODES, INTERVIEW, N1, P1, S1, S2, U1, V1, project, zipped
from .test_any_bytes import UNSAFE

GUIDS = [C1, C2, N1, P1, S1, S2, U1, V1, "{" + C1.upper() + "}", "no", ""]
TAGS = [
    "Users", "User", "CodeBook", "Codes", "Code", "Variables", "Variable", "Cases", "Case", "VariableValue", "VariableRef",
    "TextValue", "IntegerValue", "BooleanValue", "DateValue", "Sources", "TextSource", "PDFSource", "PictureSource",
    "AudioSource", "VideoSource", "Transcript", "SyncPoint", "TranscriptSelection", "Representation", "TextDescription",
    "PlainTextSelection", "PDFSelection", "AudioSelection", "PlainTextContent", "Coding", "CodeRef", "NoteRef", "SourceRef",
    "SelectionRef", "Notes", "Note", "Links", "Link", "Sets", "Set", "MemberCode", "MemberSource", "Description", "Graph",
]  # fmt: skip
WORDS = [
    "Ana", "Persona: Ana", "Segment: x", "Kind: need", "Weight: 7", "passage 1: Ana", "kind: survey\nparticipant: Ana",
    "Fear", "I fear the app.", "In cash", "", "12", "yes", "2024-01-02", "x" * 300, "é🙂\u202e", "Quotation 1:2",
    "passage 9, 0:00:01.000–, question 7: Dan", "region=North", "One of:\n- a", "A scale:\n1 = a",
]  # fmt: skip
ATTRIBUTES = {
    **dict.fromkeys(
        ("guid", "targetGUID", "originGUID", "creatingUser", "fromSyncPoint", "toSyncPoint"), GUIDS
    ),
    "name": WORDS,
    "plainTextPath": ["internal://a.txt", "internal://b.txt", "relative:///a", "internal://../a"],
    "path": ["internal://a.txt", "absolute:///a"],
    **{
        name: ["0", "5", "19", "40", "-1", "999999999999999999999", "x", "7.0"]
        for name in ("startPosition", "endPosition", "position", "timeStamp", "begin", "end")
    },
    "typeOfVariable": ["Text", "Integer", "Boolean", "Date", "What"],
    "creationDateTime": ["2024-05-06T07:08:09Z", "2024", "0001-01-01T00:00:00+23:59", "x"],
    "isCodable": ["true", "false", ""],
    "color": ["#abc", "#AABBCC", "red"],
}


def escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace("\n", "&#10;")
    )


def element(tag: str, attributes: dict[str, str], inside: list[str], text: str) -> str:
    told = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{escaped(text)}{''.join(inside)}</{tag}>"


attributes = st.lists(
    st.sampled_from(sorted(ATTRIBUTES)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(ATTRIBUTES[name]))
    ),
    max_size=7,
).map(dict)
trees = st.recursive(
    st.builds(element, st.sampled_from(TAGS), attributes, st.just([]), st.sampled_from(WORDS)),
    lambda children: st.builds(
        element, st.sampled_from(TAGS), attributes, st.lists(children, max_size=5), st.just("")
    ),
    max_leaves=25,
)


def attempt(data: bytes, name: str = "a.qdpx") -> None:
    try:
        study = sound(read_project(name, data))
    except StudyError as error:
        refusal = str(error)
    else:
        check(study)
        return
    assert "not what its name says: it" not in refusal, "the last resort was needed"
    assert not UNSAFE.search(refusal)


def check(study: ExchangedStudy) -> None:
    assert sound(study) == study
    lengths = {one.guid: len(one.source.text) for one in study.sources}
    for coding in study.codings:
        assert 0 <= coding.start < coding.end <= lengths[coding.source_guid]
    texts = [
        *study.told,
        *study.not_carried,
        study.name,
        *(one.source.text for one in study.sources),
    ]
    texts += [thing.name for thing in (*study.codes, *study.participants, *study.segments)]
    assert not UNSAFE.search("".join(texts))


@settings(max_examples=150, deadline=None)
@given(st.lists(trees, max_size=8).map("".join))
def test_any_elements(body: str) -> None:
    attempt(project(body, {"a.txt": INTERVIEW, "b.txt": "\ufeffOne 🙂\r\nTwo\r\n"}))


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_elements_where_they_belong(data: st.DataObject) -> None:
    def some(*tags: str, inside: st.SearchStrategy[list[str]] | None = None) -> str:
        one = st.builds(
            element,
            st.sampled_from(tags),
            attributes,
            st.just([]) if inside is None else inside,
            st.sampled_from(WORDS),
        )
        return "".join(data.draw(st.lists(one, max_size=4)))

    refs = st.lists(
        st.builds(
            element,
            st.sampled_from(["CodeRef", "NoteRef", "SourceRef", "SelectionRef", "Coding"]),
            attributes,
            st.just([]),
            st.just(""),
        ),
        max_size=4,
    )
    coding = st.lists(
        st.builds(element, st.just("Coding"), attributes, refs, st.just("")), max_size=3
    )
    inside = some("PlainTextSelection", "TranscriptSelection", "SyncPoint", inside=coding)
    held = some("Representation", "Transcript", inside=st.just([inside]))
    body = (
        f"<Users>{some('User')}</Users>{CODES}<Variables>{some('Variable')}</Variables>"
        f"<Cases>{some('Case', inside=refs)}</Cases><Sources>"
        f"{some('TextSource', 'PDFSource', 'VideoSource', inside=st.just([inside, held]))}</Sources>"
        f"<Notes>{some('Note', inside=refs)}</Notes><Links>{some('Link')}</Links>"
        f"<Sets>{some('Set', inside=refs)}</Sets>"
    )
    attempt(project(body, {"a.txt": INTERVIEW, "b.txt": "\ufeffOne 🙂\r\nTwo\r\n"}))


WHOLE = project(
    CODES + f'<Sources><TextSource guid="{S1}" plainTextPath="internal://a.txt"/></Sources>',
    {"a.txt": INTERVIEW},
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=9)
)
def test_any_byte_changed(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    attempt(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.qdpx", "a.qde", "p"]))
def test_any_bytes(data: bytes, name: str) -> None:
    attempt(zipped({"a.qde": data}), name)
    attempt(data, "a.qdpx")


@settings(max_examples=80, deadline=None)
@given(st.lists(trees, max_size=6).map("".join))
def test_any_codebook(body: str) -> None:
    try:
        drafts, _ = read_qdc(f"<CodeBook>{body}</CodeBook>".encode())
    except StudyError:
        return
    assert len({draft.name.casefold() for draft in drafts}) == len(drafts)


@pytest.mark.parametrize("which", ["selections", "codes", "cases", "links", "notes"])
def test_hostile_numbers_are_read_in_time(which: str) -> None:
    many = 20_000
    holder, one = {
        "selections": (
            "<Sources><TextSource guid='s' plainTextPath='internal://a.txt'>{}</TextSource></Sources>",
            "<PlainTextSelection startPosition='1' endPosition='9' name='never in the text'/>",
        ),
        "codes": ("<CodeBook><Codes>{}</Codes></CodeBook>", "<Code name='x'/>"),
        "cases": (
            "<Sources><TextSource guid='s' plainTextPath='internal://a.txt'/></Sources><Cases>{}</Cases>",
            "<Case name='x'><SourceRef targetGUID='s'/></Case>",
        ),
        "links": ("<Links>{}</Links>", "<Link originGUID='a' targetGUID='b'/>"),
        "notes": (
            "<Notes>{}</Notes>",
            "<Note name='n'><PlainTextContent>t</PlainTextContent></Note>",
        ),
    }[which]
    body = holder.format(one * many)
    began = time.perf_counter()
    attempt(project(body, {"a.txt": INTERVIEW * 400}))
    assert time.perf_counter() - began < 15
