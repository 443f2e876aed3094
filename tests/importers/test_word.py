import io
import time
import zipfile

import docx
import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, roles, said, times

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The document with one part replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return buffer.getvalue()


def paragraphs(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def body(xml: str, **parts: str) -> bytes:
    """A document of some XML, and parts by their kinds (`footnotes`, `comments`, ...), which it refers to."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{kinds}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{xml}</w:body></w:document>"
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", content)
    return buffer.getvalue()


def p(*runs: str, about: str = "") -> str:
    """A paragraph of runs; what is no element is words."""
    made = (run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{''.join(made)}</w:p>"


def r(words: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def rows(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def warnings(source) -> str:
    return " ".join(source.warnings)


def test_labels_soft_breaks_and_times():
    source = read(
        "call.docx",
        paragraphs("Call-2026", "Ana Ruiz   0:03\nHow?", "Ben Ott   0:09\nWell.", "And so."),
    )
    assert said(source) == [("Ana Ruiz", "How?"), ("Ben Ott", "Well.\n\nAnd so.")]
    assert times(source) == [(3_000, None), (9_000, None)]


def test_bold_speakers_without_a_colon():
    document = docx.Document()
    for name, words in [("Ana", " How?"), ("Ben", " Well."), ("Ana", " So?"), ("Ben", " Yes.")]:
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(words)
    assert said(read("t.docx", saved(document))) == [
        ("Ana", "How?"),
        ("Ben", "Well."),
        ("Ana", "So?"),
        ("Ben", "Yes."),
    ]


def test_a_heading_per_speaker():
    document = docx.Document()
    document.add_heading("Interviewer", 2)
    document.add_paragraph("How?")
    document.add_heading("Ana", 2)
    document.add_paragraph("Well.")
    assert said(read("t.docx", saved(document))) == [("Interviewer", "How?"), ("Ana", "Well.")]


def test_a_transcript_in_a_table():
    document = docx.Document()
    rows = [
        ("Timespan", "Content", "Speaker"),
        ("0:02.0 - 0:09.0", "How?", "Ana"),
        ("0:09.0 - 0:12.5", "Well.", "Ben"),
    ]
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    source = read("t.docx", saved(document))
    assert said(source) == [("Ana", "How?"), ("Ben", "Well.")]
    assert times(source) == [(2_000, 9_000), (9_000, 12_500)]


def test_names_in_the_first_of_two_columns():
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    for row, (who, words) in zip(
        table.rows,
        [("Ana", "How?"), ("Ben", "Well."), ("Ana", "So?"), ("Ben", "Yes.")],
        strict=True,
    ):
        row.cells[0].text, row.cells[1].text = who, words
    assert [who for who, _ in said(read("t.docx", saved(document)))] == ["Ana", "Ben", "Ana", "Ben"]


def test_tracked_changes_count_as_accepted():
    xml = (
        "<w:p><w:r><w:t>Ana: I </w:t></w:r><w:del><w:r><w:delText>hate</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>love</w:t></w:r></w:ins><w:r><w:tab/><w:t>maps</w:t><w:noBreakHyphen/></w:r></w:p>"
    )
    assert said(read("t.docx", body(xml))) == [("Ana", "I love\tmaps-")]


def test_a_deleted_end_joins_two_paragraphs_and_deletions_are_counted():
    xml = (
        p("Ana: I left", about="<w:rPr><w:del w:id='1'/></w:rPr>")
        + p(" early.", "<w:moveFrom><w:r><w:t>Gone.</w:t></w:r></w:moveFrom>")
        + p("<w:moveTo><w:r><w:t>Ben: Moved here.</w:t></w:r></w:moveTo>")
    )
    source = read("t.docx", body(xml))
    assert said(source) == [("Ana", "I left early."), ("Ben", "Moved here.")]
    assert "1 tracked deletion was left out" in warnings(source)


def test_a_row_that_a_tracked_change_deletes_is_left_out():
    deleted = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('Cy')}</w:tc><w:tc>{p('No.')}</w:tc></w:tr>"
    table = rows(("Ana", "How?"), ("Ben", "Well."), ("Ana", "So?")).replace("</w:tbl>", deleted)
    source = read("t.docx", body(f"{table}</w:tbl>"))
    assert [who for who, _ in said(source)] == ["Ana", "Ben", "Ana"]


NOTES = (
    f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'>{p('---')}</w:footnote>"
    f"<w:footnote w:id='2'>{p('Those of')}{p('paper.')}</w:footnote></w:footnotes>"
)


def test_notes_are_kept_at_the_end_of_their_paragraph():
    endnotes = f"<w:endnotes {W}><w:endnote w:id='2'>{p('Her sister.')}</w:endnote></w:endnotes>"
    mark, end = (f"<w:r><w:{kind}Reference w:id='2'/></w:r>" for kind in ("footnote", "endnote"))
    xml = p("Ana", mark, ": I love maps", end, ", I do.") + p("Ben: Why?")
    source = read("t.docx", body(xml, footnotes=NOTES, endnotes=endnotes))
    assert said(source) == [
        ("Ana", "I love maps, I do. [Those of paper.] [Her sister.]"),
        ("Ben", "Why?"),
    ]


def test_a_note_at_a_header_goes_to_the_words():
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    xml = p("Ana Ruiz  0:03", mark) + p("Hello.") + p("Ben Ott  0:09") + p("Hi.")
    source = read("t.docx", body(xml, footnotes=NOTES))
    assert said(source) == [("Ana Ruiz", "[Those of paper.]\n\nHello."), ("Ben Ott", "Hi.")]


def test_comments_are_told_and_not_read():
    comments = "".join(
        f"<w:comment w:id='{n}' w:author='{who}'>{p('private')}</w:comment>"
        for n, who in enumerate(["JR", "JR", "Mo"])
    )
    xml = p("Ana: Yes.", "<w:r><w:commentReference w:id='0'/></w:r>") + p("Ben: No.")
    source = read("t.docx", body(xml, comments=f"<w:comments {W}>{comments}</w:comments>"))
    assert said(source) == [("Ana", "Yes."), ("Ben", "No.")]
    assert "3 comments by 2 people were left out" in warnings(source)


def test_text_boxes_links_fields_and_content_controls():
    box = f"<w:txbxContent>{p('Ben: From a box.')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>seven</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    link = "<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p('Ana: Held.')}</w:sdtContent></w:sdt>"
    source = read("t.docx", body(p("Ana: See ", link, " page ", field, drawn) + control))
    assert said(source) == [
        ("Ana", "See linked page seven"),
        ("Ben", "From a box."),
        ("Ana", "Held."),
    ]


def test_a_whole_document_in_a_table_that_only_arranges():
    inner = rows(("Ana", "How?"), ("Ben", "Well."), ("Ana", "So?"), ("Ben", "Yes."))
    outer = (
        f"<w:tbl><w:tr><w:tc>{p('Interview 7')}</w:tc><w:tc>{inner}{p('')}</w:tc></w:tr></w:tbl>"
    )
    source = read("t.docx", body(outer))
    assert [who for who, _ in said(source)] == ["Ana", "Ben", "Ana", "Ben"]
    assert "'Interview 7'" in warnings(source)


def test_merged_cells_and_times_in_a_table_without_a_header():
    first = f"<w:tr><w:tc>{p('00:02')}</w:tc><w:tc>{p('Ana')}</w:tc><w:tc>{p('How?')}</w:tc></w:tr>"
    spanned = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('')}</w:tc><w:tc>{p('Say.')}</w:tc></w:tr>"
    last = f"<w:tr><w:tc>{p('00:09')}</w:tc><w:tc>{p('Ben')}</w:tc><w:tc>{p('Well.')}</w:tc></w:tr>"
    source = read("t.docx", body(f"<w:tbl>{first}{spanned}{last}</w:tbl>"))
    assert said(source) == [("Ana", "How?"), ("Ana", "Say."), ("Ben", "Well.")]
    assert times(source) == [(2_000, None), (None, None), (9_000, None)]


def test_times_and_words_without_names():
    table = rows(("0:02 - 0:09", "How was it for you?"), ("0:09 - 0:12", "It was good."))
    source = read("t.docx", body(table))
    assert said(source) == [("", "How was it for you?"), ("", "It was good.")]
    assert times(source) == [(2_000, 9_000), (9_000, 12_000)]
    labelled = rows(("0:02", "Ana: How was it?"), ("0:09", "Ben: It was good."))
    source = read("t.docx", body(labelled))
    assert said(source) == [("Ana", "How was it?"), ("Ben", "It was good.")]
    assert times(source) == [(2_000, None), (9_000, None)]


def test_a_table_that_goes_on_after_a_page_and_names_in_its_second_column():
    first = rows(("Timespan", "Content", "Speaker"), ("0:02", "How?", "Ana"))
    source = read(
        "t.docx", body(p("Recorded at home") + first + p("") + rows(("0:09", "Well.", "Ben")))
    )
    assert said(source) == [("Ana", "How?"), ("Ben", "Well.")]
    assert "'Recorded at home'" in warnings(source)
    turned = rows(("How are you?", "Ana"), ("I am well.", "Ben"), ("And now?", "Ana"))
    assert [who for who, _ in said(read("t.docx", body(turned)))] == ["Ana", "Ben", "Ana"]


def test_labels_that_lists_write():
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='3'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='Q%1:'/></w:lvl><w:lvl w:ilvl='1'>"
        "<w:numFmt w:val='lowerRoman'/><w:lvlText w:val='(%2)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    item = "<w:numPr><w:ilvl w:val='{}'/><w:numId w:val='7'/></w:numPr>"
    xml = p("How?", about=item.format(0)) + p("A: Well.") + p("So?", about=item.format(0))
    source = read("t.docx", body(xml + p("A: Yes.", about=item.format(1)), numbering=numbering))
    assert [who for who, _ in said(source)] == ["Q", "A", "Q", "A"]
    assert "Q3: How?" in source.text
    assert "Q4: So?" in source.text
    assert "(i)" not in source.text


def test_styles_that_are_bold_headings_and_contents():
    styles = (
        f"<w:styles {W}><w:style w:styleId='Strong'><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:styleId='Name'><w:basedOn w:val='Strong'/></w:style>"
        "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>"
        "<w:style w:styleId='Verz1'><w:name w:val='toc 1'/></w:style></w:styles>"
    )
    name = "<w:rStyle w:val='Name'/>"
    xml = p("Talk 1", about="<w:pStyle w:val='Verz1'/>") + p("Ana: x") * 0
    for who, words in [("Ana", " How?"), ("Ben", " Well."), ("Ana", " So?"), ("Ben", " Yes.")]:
        xml += p(r(who, name), words)
    xml += p("The end", about="<w:pStyle w:val='berschrift2'/>")
    source = read("t.docx", body(xml, styles=styles))
    assert said(source) == [("Ana", "How?"), ("Ben", "Well."), ("Ana", "So?"), ("Ben", "Yes.")]
    assert "The table of contents was left out" in warnings(source)
    assert "'The end'" in warnings(source)


def test_hidden_words_headers_and_symbols():
    header = f"<w:hdr {W}>{p('She told me not to write this down. Really.')}</w:hdr>"
    footer = f"<w:ftr {W}>{p('Interview 7, page 3 of 9')}</w:ftr>"
    smile = "<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>"
    xml = p("Ana: Yes ", smile, r("secret", "<w:vanish/>")) + p("Ben: No.")
    source = read("t.docx", body(xml, header=header, footer=footer))
    assert said(source) == [("Ana", "Yes ☺"), ("Ben", "No.")]
    assert "1 run of hidden words was left out" in warnings(source)
    assert "She told me" in warnings(source)
    assert "page 3" not in warnings(source)


def test_the_layouts_of_teams_and_of_words_own_transcripts():
    older = [
        "0:0:5.1 --> 0:0:8.2",
        "Ana Ruiz",
        "How are",
        "0:0:8.5 --> 0:0:9.3",
        "Ana Ruiz",
        "you?",
    ]
    older += ["0:0:10.8 --> 0:0:14.5", "Ben Ott", "Well."]
    source = read("t.docx", paragraphs(*older))
    assert said(source) == [("Ana Ruiz", "How are you?"), ("Ben Ott", "Well.")]
    assert times(source) == [(5_100, 9_300), (10_800, 14_500)]
    document = docx.Document()
    for name, at, words in [("Ana Ruiz", "   0:03", "How?"), ("Ben Ott", "   0:09", "Well.")]:
        header = document.add_paragraph()
        header.add_run(name).bold = True
        header.add_run(at)
        document.add_paragraph(words)
    source = read("t.docx", saved(document))
    assert said(source) == [("Ana Ruiz", "How?"), ("Ben Ott", "Well.")]
    transcribe = ["Audio file", "x.mp3", "Transcript", "00:00:01 Speaker 1", "How?"]
    source = read("t.docx", paragraphs(*transcribe, "00:00:05 Speaker 2", "Well."))
    assert said(source) == [("Speaker 1", "How?"), ("Speaker 2", "Well.")]
    assert times(source) == [(1_000, None), (5_000, None)]


def test_questions_in_bold_are_the_interviewers():
    xml = p("An e-mail interview")
    for question, answer in [("How?", "Well."), ("Why?", "Because."), ("And now?", "We see.")]:
        xml += p(r(question, "<w:b/>")) + p(answer)
    source = read("ines.docx", body(xml))
    assert said(source)[:2] == [("Interviewer", "How?"), ("Participant", "Well.")]
    assert roles(source) == {
        "Interviewer": ("interviewer", None),
        "Participant": ("participant", "ines"),
    }
    assert "What is bold" in warnings(source)
    plain = p(r("Bold words are no question.", "<w:b/>")) + p("Well.")
    assert {who for who, _ in said(read("t.docx", body(plain * 4)))} == {""}


@pytest.mark.parametrize("name", ["t.docm", "t.dotx", "t.bin"])
def test_other_suffixes_parts_and_namespaces(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        relation = '<Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/>'
        archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        strict = W.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        xml = p("Ana: One.") + p("Ben: Two.")
        archive.writestr(
            "word/document2.xml", f"<w:document {strict}><w:body>{xml}</w:body></w:document>"
        )
    source = read(name, buffer.getvalue())
    assert source.format == "docx"
    assert said(source) == [("Ana", "One."), ("Ben", "Two.")]


def test_embedded_documents_are_told():
    source = read("t.docx", body(p("Ana: One.") + p("Ben: Two.") + "<w:altChunk/>"))
    assert "1 embedded document was left out" in warnings(source)


def test_deep_nesting_is_read_or_refused_in_time():
    began = time.perf_counter()
    boxes = (
        "<w:p><w:r><w:drawing><w:txbxContent>" * 60,
        "</w:txbxContent></w:drawing></w:r></w:p>" * 60,
    )
    assert said(read("t.docx", body(boxes[0] + p("x") + boxes[1]))) == [("", "x")]
    tables = "<w:tbl><w:tr><w:tc>" * 90, "</w:tc></w:tr></w:tbl>" * 90
    assert said(read("t.docx", body(tables[0] + p("x") + tables[1]))) == [("", "x")]
    with pytest.raises(StudyError, match="nested deeper"):
        read("t.docx", body("<w:sdt>" * 400 + p("x") + "</w:sdt>" * 400))
    assert time.perf_counter() - began < 3


def test_two_hours_are_read_in_half_a_second():
    turns = [f"{'Ana' if n % 2 else 'Ben'}: {'so we looked at maps ' * 14}" for n in range(300)]
    xml = "".join(p(*(f"{word} " for word in turn.split())) for turn in turns)
    data = body(xml)
    best = min(timed(data) for _ in range(3))
    assert best < 0.5


def timed(data: bytes) -> float:
    began = time.perf_counter()
    assert len(read("t.docx", data).passages) == 300
    return time.perf_counter() - began


def test_paragraphs_without_speakers():
    assert said(read("p01.docx", paragraphs("One.", "", "Two."))) == [("", "One."), ("", "Two.")]


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><x/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?><x/>",
        b"<w:document",
        b"",
        b"0" * (51 * 1024 * 1024),
    ],
)
def test_hostile_xml_is_refused(content):
    with pytest.raises(StudyError) as caught:
        read("t.docx", with_part(paragraphs("x"), "word/document.xml", content))
    assert caught.value.remedy


def test_too_many_members_and_damaged_zips_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for number in range(10_000):
            archive.writestr(f"{number}", "")
    with pytest.raises(StudyError, match="members"):
        read("t.docx", buffer.getvalue())
    whole = paragraphs("x")
    with pytest.raises(StudyError):
        read("t.docx", whole[: len(whole) // 2])
    with pytest.raises(StudyError, match="not a Word document"):
        read("t.docx", "text", format="docx")


def test_other_zips_and_text_that_is_called_docx():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<x/>")
    with pytest.raises(StudyError, match="presentations"):
        read("t.docx", buffer.getvalue())
    assert read("t.docx", "Ana: One.\nBen: Two.\n").format == "text"
