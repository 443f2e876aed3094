"""REFI-QDA projects as different programs write them, and as nobody should."""

import io

import docx
import pytest

from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import AttributeType

from .refi_files import (
    C1,
    C2,
    C3,
    CODES,
    G1,
    INTERVIEW,
    N1,
    N2,
    P1,
    P2,
    S1,
    S2,
    U2,
    USERS,
    V1,
    V2,
    coded,
    content,
    project,
    read,
    selection,
    sources,
    spoken,
    text_source,
    zipped,
)

QUOTE = "I fear the app."
START = INTERVIEW.index(QUOTE)


def at(words: str, text: str = INTERVIEW, **more: object) -> str:
    return selection(text.index(words), text.index(words) + len(words), **more)  # type: ignore[arg-type]


def test_a_plain_project() -> None:
    study = read(
        project(USERS + CODES + sources(text_source(at(QUOTE))), {"a.txt": INTERVIEW}, origin="X 1")
    )
    assert coded(study) == [("talk", "Fear", QUOTE)]
    assert spoken(study) == [
        ("Dan", None, "How do you pay?"),
        ("Ana", "Ana", "In cash, always."),
        ("Dan", None, "Why is that?"),
        ("Ana", "Ana", QUOTE),
    ]
    assert [(code.name, code.parent_guid, code.colour) for code in study.codes] == [
        ("Money", None, "#aabbcc"),
        ("Fear", C1, None),
    ]
    (coding,) = study.codings
    assert str(coding.created_at) == "2024-05-06 07:08:09+00:00"
    assert coding.guid == "88888888-8888-8888-8888-000000000000"
    assert {one.guid: one.name for one in study.coders}[coding.coder_guid or ""] == "Ann"
    assert (study.name, study.origin, study.not_carried) == ("P", "X 1", ())


@pytest.mark.parametrize(
    "how",
    [
        {"namespace": ""},
        {"namespace": 'xmlns="urn:QDA-XML:project:0:4"'},
        {"qde": "Trial.QDE", "folder": "Sources"},
        {"qde": "deep/Project.qde", "folder": "deep/SOURCES"},
    ],
)
def test_namespaces_names_and_folders_of_any_sort(how: dict[str, str]) -> None:
    body = sources(text_source(at(QUOTE))) + CODES + USERS
    assert coded(read(project(body, {"A.TXT": INTERVIEW}, **how))) == [("talk", "Fear", QUOTE)]


def test_a_project_without_a_zip() -> None:
    body = f'<TextSource guid="{S1}" name="t">{content(INTERVIEW)}{at(QUOTE)}</TextSource>'
    xml = f'<Project xmlns="urn:QDA-XML:project:1.0" name="P">{CODES}{sources(body)}</Project>'
    assert coded(read(xml.encode(), "x.qde")) == [("t", "Fear", QUOTE)]


TALK = "Ana: 🙂 Well.\nBen: 🙂 So the app is slow.\nAna: I like it, though it is slow.\n"
SPANS = [
    TALK.index(words) for words in ("So the app is slow.", "I like it, though it is slow.", "Well.")
]
ENDS = [19, 29, 5]


@pytest.mark.parametrize("name", ["whole", "cut", "none"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("line_end", "counted_as", "astral"),
    [("\n", 1, 1), ("\r\n", 2, 1), ("\r\n", 1, 1), ("\r\n", 2, 2), ("\n", 1, 2), ("\n", 2, 1)],
)
def test_positions_are_read_as_the_program_counts_them(
    name: str, mark: bytes, line_end: str, counted_as: int, astral: int
) -> None:
    def counted(position: int) -> int:
        before = TALK[:position]
        lines = before.count("\n") * (counted_as - 1)
        return position + lines + before.count("🙂") * (astral - 1)

    names = {
        "whole": lambda words: words,
        "cut": lambda words: words[:3] + "…",
        "none": lambda _: "",
    }[name]
    told = [TALK[start : start + length] for start, length in zip(SPANS, ENDS, strict=True)]
    inside = "".join(
        selection(counted(start), counted(start + len(words)), names(words), n=n)
        for n, (start, words) in enumerate(zip(SPANS, told, strict=True))
    )
    text = mark + TALK.replace("\n", line_end).encode()
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": text}))
    if name == "none" and (line_end, counted_as, astral) not in {("\n", 1, 1), ("\r\n", 2, 1)}:
        return  # Where nothing is quoted the standard's way is taken; but see the next test.
    assert [words for _, _, words in coded(study)] == told


def test_line_ends_without_any_quotes_are_told_by_where_words_end() -> None:
    lines = [f"Ana: this is line number {n} of it" for n in range(40)]
    text = "\n".join(lines)
    starts = [text.index(f"number {n} of") for n in range(40)]
    inside = "".join(
        selection(start, start + len(f"number {n}"), n=n) for n, start in enumerate(starts)
    )
    study = read(
        project(CODES + sources(text_source(inside)), {"a.txt": text.replace("\n", "\r\n")})
    )
    assert [words for _, _, words in coded(study)] == [f"number {n}" for n in range(40)]


def test_atlas_counts_each_line_end_as_one() -> None:
    data = project(
        CODES + sources(text_source(at(QUOTE))),
        {"a.txt": INTERVIEW.replace("\n", "\r\n")},
        origin="ATLAS.ti 23",
    )
    assert coded(read(data)) == [("talk", "Fear", QUOTE)]


def test_a_selection_beside_its_words_is_moved_onto_them() -> None:
    inside = at("How do you pay?", name="How do you pay?") + selection(
        START + 9, START + 24, QUOTE, n=1
    )
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert [words for _, _, words in coded(study)] == ["How do you pay?", QUOTE]
    assert any("1 selection stood beside the words" in line for line in study.told)


def test_names_that_are_no_quotes_move_nothing() -> None:
    inside = "".join(
        at(words, name="Money again", n=n) for n, words in enumerate(("cash", "pay", "app"))
    )
    text = INTERVIEW + "\nAna: Money again and again.\n"
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": text}))
    assert [words for _, _, words in coded(study)] == ["cash", "pay", "app"]


def test_what_lies_in_no_text_is_counted() -> None:
    wrong = [(-5, 10**12), (3, 3), (9, 2), (len(INTERVIEW) + 9, len(INTERVIEW) + 12)]
    inside = "".join(selection(*span, n=n) for n, span in enumerate(wrong))
    inside += f'<PlainTextSelection guid="x" startPosition="{"9" * 5000}" endPosition="a"/>'
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert study.codings == ()
    assert "Left out: 5 selections outside the texts." in study.not_carried
    assert "Left out: 4 codings on selections outside the texts." in study.not_carried


def test_missing_texts_leave_codes_and_quotations() -> None:
    inside = selection(90, 120, "I fear the app, you know", n=1) + selection(
        10, 20, "Quotation 3:1", n=2
    )
    study = read(project(CODES + sources(text_source(inside)), {}))
    assert coded(study) == [("talk", "Fear", "I fear the app, you know")]
    assert any("came without a text" in line for line in study.told)


@pytest.mark.parametrize(
    "path", ["relative:///../etc/passwd", "absolute:///etc/passwd", "file:///x"]
)
def test_nothing_outside_is_looked_for(path: str) -> None:
    body = f'<TextSource guid="{S1}" name="t" plainTextPath="{path}"/>'
    study = read(project(CODES + sources(body), {}))
    assert study.sources == ()
    assert any("kept outside the project" in line for line in study.not_carried)


@pytest.mark.parametrize("path", ["internal://../a.txt", "internal://x/../../a.txt", "internal://"])
def test_paths_lead_to_members_only(path: str) -> None:
    body = f'<TextSource guid="{S1}" name="t" plainTextPath="{path}"/>'
    data = zipped(
        {
            "p.qde": f'<Project name="P">{CODES}{sources(body)}</Project>'.encode(),
            "sources/../a.txt": b"Outside words.",
            "../a.txt": b"Outside words.",
        }
    )
    assert read(data).sources == ()


def test_guids_of_any_form_and_guids_used_twice() -> None:
    codes = (
        '<CodeBook><Codes><Code guid="not-a-guid" name="A" isCodable="true"/>'
        f'<Code guid="{{{C2.upper()}}}" name="B" isCodable="true"/>'
        f'<Code guid="{C2}" name="C" isCodable="true"/></Codes></CodeBook>'
    )
    inside = at("cash", code="not-a-guid", n=1) + at("pay", code=C2.upper(), n=1)
    study = read(project(codes + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert [name for _, name, _ in coded(study)] == ["A", "B"]
    guids = [thing.guid for thing in (*study.codes, *study.codings)]
    assert len(set(guids)) == 5
    assert study == read(project(codes + sources(text_source(inside)), {"a.txt": INTERVIEW}))


def test_codes_nested_without_end_and_of_one_name() -> None:
    deep = "".join(f'<Code guid="{n}" name="c" isCodable="true">' for n in range(5000))
    study = read(project(f"<CodeBook><Codes>{deep}{'</Code>' * 5000}</Codes></CodeBook>"))
    names = [code.name for code in study.codes]
    assert len(set(names)) == 5000
    assert names[:3] == ["c", "c (c)", "c (2)"]
    assert [code.parent_guid for code in study.codes[1:]] == [
        code.guid for code in study.codes[:-1]
    ]


def test_flattened_names_find_their_parents_only_where_they_are_sure() -> None:
    names = ["Coke", "Coke::diet", "Tea::green", "a.b"]
    codes = "".join(
        f'<Code guid="{n}" name="{name}" isCodable="true"/>' for n, name in enumerate(names)
    )
    body = f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
    study = read(project(body, origin="ATLAS.ti 9"))
    by_guid = {code.guid: code.name for code in study.codes}
    parents = {code.name: by_guid.get(code.parent_guid or "") for code in study.codes}
    assert parents == {"Coke": None, "Coke::diet": "Coke", "Tea::green": None, "a.b": None}
    assert all(code.parent_guid is None for code in read(project(body, origin="MAXQDA")).codes)


def test_kinds_are_told_by_sets_or_by_names() -> None:
    codes = (
        f'<CodeBook><Codes><Code guid="{C1}" name="Needs" isCodable="false"/>'
        f'<Code guid="{C2}" name="Trust" isCodable="true"/></Codes></CodeBook>'
    )
    member = (
        f'<Sets><Set guid="{N1}" name="Kind: value"><MemberCode targetGUID="{C2}"/></Set></Sets>'
    )
    assert [code.kind for code in read(project(codes)).codes] == [Kind.NEED, None]
    assert [code.kind for code in read(project(codes + member)).codes] == [None, Kind.VALUE]


def test_a_source_coded_whole_and_several_codes_in_one_coding() -> None:
    inside = (
        f'<PlainTextSelection guid="a" startPosition="0" endPosition="3"><Coding guid="b">'
        f'<CodeRef targetGUID="{C1}"/><CodeRef targetGUID="{C2}"/></Coding></PlainTextSelection>'
        f'<Coding guid="c"><CodeRef targetGUID="{C1}"/></Coding>'
    )
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert coded(study) == [
        ("talk", "Money", "Dan"),
        ("talk", "Fear", "Dan"),
        ("talk", "Money", INTERVIEW.strip()),
    ]


CASES = f"""
<Variables>
 <Variable guid="{V1}" name="age" typeOfVariable="Integer"/>
 <Variable guid="{V2}" name="plan" typeOfVariable="Text"/>
</Variables>
<Cases>
 <Case guid="{P1}" name="Ana Lima"><Description>Met in May.</Description>
  <VariableValue><VariableRef targetGUID="{V1}"/><IntegerValue>41</IntegerValue></VariableValue>
  <VariableValue><VariableRef targetGUID="{V2}"/><TextValue>free</TextValue></VariableValue>
  {{refs}}
 </Case>
</Cases>
"""


def test_a_case_with_a_whole_source_is_its_participant() -> None:
    cases = CASES.format(refs=f'<SourceRef targetGUID="{S1}"/>')
    study = read(project(cases + sources(text_source()), {"a.txt": INTERVIEW}))
    assert {(label, person) for label, person, _ in spoken(study)} == {
        ("Dan", None),
        ("Ana", "Ana Lima"),
    }
    (person,) = study.participants
    assert person.values == (("age", "41"), ("plan", "free"))
    assert [(one.name, one.type) for one in study.attributes] == [
        ("age", AttributeType.NUMBER),
        ("plan", AttributeType.CHOICE),
    ]
    assert [(memo.target, memo.text) for memo in study.memos] == [
        (MemoTarget.PARTICIPANT, "Met in May.")
    ]


def test_cases_with_selections_have_these_words() -> None:
    text = "First Ana says a lot here. Then Ben says a little.\n\nNobody says this.\n"
    inside = at("First Ana says a lot here.", text, code="", n=1) + at(
        "Then Ben says a little.", text, code="", n=2
    )
    cases = "".join(
        f'<Case guid="{guid}" name="{name}"><SelectionRef targetGUID="77777777-7777-7777-7777-{n:012}"/></Case>'
        for guid, name, n in ((P1, "Ana", 1), (P2, "Ben", 2))
    )
    study = read(project(f"<Cases>{cases}</Cases>" + sources(text_source(inside)), {"a.txt": text}))
    assert spoken(study) == [
        ("Ana", "Ana", "First Ana says a lot here."),
        ("Ben", "Ben", "Then Ben says a little."),
        ("", None, "Nobody says this."),
    ]
    assert [one.name for one in study.participants] == ["Ana", "Ben"]


def test_cases_that_are_codes_too() -> None:
    codes = CODES.replace(
        "</Codes>", f'<Code guid="{P1}" name="Ana Lima" isCodable="true"/></Codes>'
    )
    inside = at("Ana: In cash, always.", code=P1, n=1) + at(QUOTE, code=P1, n=2) + at("pay", n=3)
    cases = f'<Cases><Case guid="{P1}" name="Ana Lima"/></Cases>'
    study = read(project(codes + cases + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert [code.name for code in study.codes] == ["Money", "Fear"]
    assert coded(study) == [("talk", "Fear", "pay")]
    assert ("Ana", "Ana Lima", QUOTE) in spoken(study)


def test_facts_on_sources_are_facts_on_who_speaks_there() -> None:
    value = f'<VariableValue><VariableRef targetGUID="{V1}"/><IntegerValue>7</IntegerValue></VariableValue>'
    variables = (
        f'<Variables><Variable guid="{V1}" name="visits" typeOfVariable="Integer"/></Variables>'
    )
    nameless = f'<Cases><Case guid="{P1}">{value}<SourceRef targetGUID="{S1}"/></Case></Cases>'
    for body in (
        variables + sources(text_source(value)),
        variables + nameless + sources(text_source()),
    ):
        study = read(project(body, {"a.txt": INTERVIEW}))
        assert [(one.name, one.values) for one in study.participants] == [
            ("Ana", (("visits", "7"),))
        ]


def test_values_that_do_not_fit_make_the_attribute_text() -> None:
    variables = (
        f'<Variables><Variable guid="{V1}" name="age" typeOfVariable="Integer"/></Variables>'
    )
    cases = "".join(
        f'<Case guid="{guid}" name="{guid}"><VariableValue><VariableRef targetGUID="{V1}"/>'
        f"<TextValue>{value}</TextValue></VariableValue></Case>"
        for guid, value in ((P1, "41"), (P2, "forty"))
    )
    study = read(project(variables + f"<Cases>{cases}</Cases>" + CODES))
    assert study.attributes[0].type is AttributeType.TEXT
    assert [one.values for one in study.participants] == [(("age", "41"),), (("age", "forty"),)]


NOTES = f"""
<Notes>
 <Note guid="{N1}" name="First" creatingUser="{U2}"><PlainTextContent>Words of it</PlainTextContent></Note>
 <Note guid="{N2}" name="Diary" plainTextPath="internal://n.txt"/>
</Notes>
"""


@pytest.mark.parametrize(
    ("where", "target"),
    [
        ("project", MemoTarget.STUDY),
        ("source", MemoTarget.SOURCE),
        ("coding", MemoTarget.CODING),
        ("selection", MemoTarget.CODING),
        ("code", MemoTarget.CODE),
        ("link to selection", MemoTarget.CODING),
        ("link from case", MemoTarget.PARTICIPANT),
        ("link to code", MemoTarget.CODE),
        ("link to set", MemoTarget.SEGMENT),
        ("link from set", MemoTarget.SEGMENT),
    ],
)
def test_notes_are_memos_on_what_refers_to_them(where: str, target: MemoTarget) -> None:
    ref = f'<NoteRef targetGUID="{N1}"/>'
    put = {
        place: ref if place == where else "" for place in ("project", "source", "selection", "code")
    }
    coded_selection = at(QUOTE, inside=put["selection"])
    if where == "coding":
        coded_selection = coded_selection.replace("</Coding>", f"{ref}</Coding>")
    codes = CODES.replace("</Code></Code>", "</Code></Code>").replace(
        '"true"/></Code>', f'"true">{put["code"]}</Code></Code>'
    )
    ends = {
        "link to selection": (N1, "77777777-7777-7777-7777-000000000000"),
        "link from case": (P1, N1),
        "link to code": (N1, C2),
        "link to set": (N1, G1),
        "link from set": (G1, N1),
    }.get(where)
    links = (
        f'<Links><Link guid="x" originGUID="{ends[0]}" targetGUID="{ends[1]}"/></Links>'
        if ends
        else ""
    )
    cases = f'<Cases><Case guid="{P1}" name="Ana"/></Cases>'
    sets = f'<Sets><Set guid="{G1}" name="Segment: North"/></Sets>'
    body = USERS + codes + cases + sources(text_source(coded_selection + put["source"]))
    study = read(
        project(
            body + NOTES + sets + links + put["project"],
            {"a.txt": INTERVIEW, "n.txt": "Dear diary"},
        )
    )
    first, diary = sorted(study.memos, key=lambda memo: memo.text, reverse=True)
    assert (first.target, first.text) == (target, "First\n\nWords of it")
    assert {one.guid: one.name for one in study.coders}[first.coder_guid or ""] == "Bob"
    assert (diary.target, diary.text) == (MemoTarget.STUDY, "Diary\n\nDear diary")


def test_comments_are_memos_unless_they_are_only_the_words() -> None:
    inside = (
        at(QUOTE, inside=f"<Description>{QUOTE}</Description>", n=1)
        + at("pay", inside="<Description>Why pay?</Description>", n=2)
        + at("cash", code="", inside="<Description>Old money</Description>", n=3)
        + at("always", code="", n=4)
    )
    study = read(project(CODES + sources(text_source(inside)), {"a.txt": INTERVIEW}))
    assert [(memo.target, memo.text) for memo in study.memos] == [
        (MemoTarget.CODING, "Why pay?"),
        (MemoTarget.SOURCE, "“cash”\n\nOld money"),
    ]
    assert study.not_carried == ("Left out: 1 selection without a code or a comment.",)


def test_annotations_that_keep_their_place_in_the_note() -> None:
    note = (
        f'<Notes><Note guid="{N1}"><PlainTextContent>Look here</PlainTextContent>'
        '<PlainTextSelection guid="y" startPosition="0" endPosition="3"/></Note></Notes>'
    )
    body = sources(text_source(f'<NoteRef targetGUID="{N1}"/>')) + note
    (memo,) = read(project(body, {"a.txt": INTERVIEW})).memos
    assert (memo.target, memo.text) == (MemoTarget.SOURCE, "“Dan”\n\nLook here")


def test_what_coders_say_of_codings_stands_in_notes() -> None:
    notes = (
        f'<Notes><Note guid="{N1}" name="Polarity: against"/>'
        f'<Note guid="{N2}" name="Weight: 40"/></Notes>'
    )
    refs = f'<NoteRef targetGUID="{N1}"/><NoteRef targetGUID="{N2}"/></Coding>'
    inside = at(QUOTE).replace("</Coding>", refs)
    study = read(project(CODES + sources(text_source(inside)) + notes, {"a.txt": INTERVIEW}))
    assert (study.codings[0].polarity, study.codings[0].weight) == (Polarity.AGAINST, 40)
    assert study.memos == ()


def test_sets_of_sources_are_segments_of_who_speaks_there() -> None:
    sets = (
        f'<Sets><Set guid="{N1}" name="gender: female"><MemberSource targetGUID="{S1}"/></Set>'
        f'<Set guid="{N2}" name="Feelings"><MemberCode targetGUID="{C1}"/></Set></Sets>'
    )
    study = read(project(CODES + sources(text_source()) + sets, {"a.txt": INTERVIEW}))
    (segment,) = study.segments
    assert (segment.name, segment.rule) == ("gender: female", "")
    assert segment.member_guids == (study.participants[0].guid,)
    assert study.not_carried == ("Left out: 1 set of codes.",)


def test_pages_of_a_pdf_are_found_by_their_words() -> None:
    represented = f'<Representation guid="{S2}" plainTextPath="internal://a.txt">{at("cash")}</Representation>'
    page = (
        '<PDFSelection guid="q" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
        f'<Representation guid="r">{content("How do  you pay?")}</Representation>'
        f'<Coding guid="s"><CodeRef targetGUID="{C1}"/></Coding></PDFSelection>'
    )
    area = (
        page.replace("How do  you pay?", "No such words")
        .replace('"q"', '"t"')
        .replace('"s"', '"u"')
    )
    body = f'<PDFSource guid="{S1}" name="Report.pdf" path="internal://r.pdf">{represented}{page}{area}</PDFSource>'
    study = read(project(CODES + sources(body), {"a.txt": INTERVIEW}))
    assert coded(study) == [("Report", "Fear", "cash"), ("Report", "Money", "How do you pay?")]
    assert study.not_carried == ("Left out: 1 coding of places on pictures, pages or recordings.",)


def test_transcripts_give_times_and_words_of_times() -> None:
    points = [(0, 0), (21, 2000), (43, 4000), (61, 6000)]
    sync = "".join(
        f'<SyncPoint guid="99999999-9999-9999-9999-{n:012}" position="{position}" timeStamp="{time}"/>'
        for n, (position, time) in enumerate(points)
    )
    between = (
        '<TranscriptSelection guid="a" fromSyncPoint="99999999-9999-9999-9999-000000000001" '
        'toSyncPoint="99999999-9999-9999-9999-000000000002">'
        f'<Coding guid="b"><CodeRef targetGUID="{C1}"/></Coding></TranscriptSelection>'
    )
    timed = (
        '<AudioSelection guid="c" begin="4100" end="5900">'
        f'<Coding guid="d"><CodeRef targetGUID="{C2}"/></Coding></AudioSelection>'
    )
    transcript = f'<Transcript guid="{S2}" name="t" plainTextPath="internal://a.txt">{sync}{between}</Transcript>'
    body = f'<AudioSource guid="{S1}" name="rec.m4a" path="relative:///rec.m4a">{transcript}{timed}</AudioSource>'
    study = read(project(CODES + sources(body), {"a.txt": INTERVIEW}))
    assert coded(study) == [
        ("rec", "Money", "Ana: In cash, always.\n"),
        ("rec", "Fear", "Dan: Why is that?\n"),
    ]
    assert [one.start_ms for one in study.sources[0].source.passages] == [0, 2000, 4000, 6000]


def test_a_transcript_that_is_a_source_too_is_one() -> None:
    transcript = (
        f'<Transcript guid="{S2}" plainTextPath="internal://a.txt">{at("cash", n=2)}</Transcript>'
    )
    video = f'<VideoSource guid="{P1}" name="rec.mp4">{transcript}</VideoSource>'
    study = read(project(CODES + sources(text_source(at("pay", n=1)), video), {"a.txt": INTERVIEW}))
    assert coded(study) == [("talk", "Fear", "pay"), ("talk", "Fear", "cash")]


def test_pictures_and_recordings_without_words_are_told() -> None:
    picture = (
        f'<PictureSource guid="{S1}" name="a.png" path="internal://a.png"><PictureSelection guid="p" firstX="1" '
        f'firstY="1" secondX="2" secondY="2"><Coding guid="c"><CodeRef targetGUID="{C1}"/></Coding>'
        "</PictureSelection></PictureSource>"
    )
    study = read(project(CODES + sources(picture, f'<VideoSource guid="{S2}" name="v"/>')))
    assert set(study.not_carried) == {
        "Left out: 1 picture without words in the project.",
        "Left out: 1 coding of sources without words.",
        "Left out: 1 recording without words in the project.",
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not the project that its name says"),
        (zipped({"a.txt": b"x"}), "not the project that its name says"),
        (zipped({"a.qde": b"<CodeBook/>"}), "begins with 'CodeBook'"),
        (zipped({"a.qde": b"<Project"}), "cannot be read"),
        (zipped({"a.qde": b'<!DOCTYPE r [<!ENTITY a "b">]><Project/>'}), "declares entities"),
    ],
)
def test_what_is_no_project_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        read(data)


def test_names_from_strangers_are_clean() -> None:
    bad = "\x1b[2J".replace("\x1b", "&#x85;") + "‮" + "x" * 5000
    codes = f'<CodeBook><Codes><Code guid="{C1}" name="{bad}" isCodable="true"/><Code guid="{C3}" name="  "/></Codes></CodeBook>'
    study = read(project(codes + sources(text_source(name=bad)), {"a.txt": "Ana: words\x1b[2J"}))
    shown = [code.name for code in study.codes] + [study.sources[0].source.name]
    assert all(len(name) <= 200 and "‮" not in name and "\x85" not in name for name in shown)
    assert study.codes[1].name == "code 2"
    assert "\x1b" not in study.sources[0].source.text


def word_document(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_documents_without_plain_text_are_read_as_files_of_their_own() -> None:
    inside = selection(3, 9, "I fear the app, always.", n=1) + selection(
        3, 9, "Not there at all", n=2
    )
    source = f'<TextSource guid="{S1}" name="talk.docx" richTextPath="internal://d.docx">{inside}</TextSource>'
    note = f'<Notes><Note guid="{N1}" name="N" richTextPath="internal://n.docx"/></Notes>'
    members = {
        "d.docx": word_document("Dan: Why?", "Ana: I fear the  app, always.", "Dan: Oh."),
        "n.docx": word_document("Thought of it."),
    }
    study = read(project(CODES + sources(source) + note, members))
    assert coded(study) == [("talk", "Fear", "I fear the  app, always.")]
    assert [label for label, _, _ in spoken(study)] == ["Dan", "Ana", "Dan"]
    assert [memo.text for memo in study.memos] == ["N\n\nThought of it."]
    assert "Left out: 1 selection outside the texts." in study.not_carried


def test_what_has_no_place_is_counted() -> None:
    body = (
        f'<Variables><Variable guid="{V1}" name="a" typeOfVariable="Text"><Description>Why</Description></Variable>'
        f"</Variables>{CODES}{sources(text_source())}"
        f'<Links><Link guid="x" originGUID="{C1}" targetGUID="{C2}"/></Links>'
        f'<Sets><Set guid="{N1}" name="G"><Description>d</Description><MemberSource targetGUID="{S1}"/></Set>'
        f'<Set guid="{N2}" name="H"><MemberNote targetGUID="x"/></Set></Sets>'
        '<Graphs><Graph guid="g"/></Graphs>'
    )
    assert set(read(project(body, {"a.txt": INTERVIEW})).not_carried) == {
        "Left out: 1 description of variables.",
        "Left out: 1 link between other things than notes.",
        "Left out: 1 description of sets.",
        "Left out: 1 set of notes.",
        "Left out: 1 graph of things and how they relate.",
    }


def test_two_sources_may_share_a_file_and_a_pdf_may_be_coded_whole() -> None:
    two = sources(
        text_source(at("cash", n=1), name="One"),
        text_source(at("pay", n=2), guid=S2, name="Two"),
    )
    study = read(project(CODES + two, {"a.txt": INTERVIEW}))
    assert coded(study) == [("One", "Fear", "cash"), ("Two", "Fear", "pay")]
    coding = f'<Coding guid="c"><CodeRef targetGUID="{C1}"/></Coding>'
    pdf = f'<PDFSource guid="{S1}" name="R.pdf"><Representation guid="{S2}" plainTextPath="internal://a.txt">{coding}</Representation></PDFSource>'
    study = read(project(CODES + sources(pdf), {"a.txt": INTERVIEW}))
    assert coded(study) == [("R", "Money", INTERVIEW.strip())]
