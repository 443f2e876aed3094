import io
import zipfile

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)
NAMES += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
NAMES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, automatic: str = "", mimetype: str = MIMETYPE, **parts: str) -> bytes:
    """A text of some XML, with automatic styles and other parts (`styles`, `META-INF/manifest`)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, content in parts.items():
            archive.writestr(f"{name.replace('_', '/')}.xml", content)
    return buffer.getvalue()


def p(*parts: str) -> str:
    return f"<text:p>{''.join(parts)}</text:p>"


BOLD = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)


def test_blanks_tabs_breaks_and_lists():
    body = (
        p(
            "  Ana  Ruiz",
            '<text:s text:c="2"/>',
            "0:03\n",
            "<text:line-break/>",
            "How\n  are<text:tab/>you?",
        )
        + "<text:section><text:list><text:list-item>"
        + p("Ben Ott<text:s/> 0:09")
        + "</text:list-item><text:list-item>"
        + p("Well.")
        + "</text:list-item></text:list></text:section>"
    )
    source = read("t.odt", odt(body))
    assert source.format == "odt"
    assert said(source) == [("Ana Ruiz", "How are\tyou?"), ("Ben Ott", "Well.")]
    assert times(source) == [(3_000, None), (9_000, None)]


def test_bold_speakers_by_styles_that_inherit():
    child = '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
    turns = [
        ("T1", "Ana", "How?"),
        ("T2", "Ben", "Well."),
        ("T1", "Ana", "So?"),
        ("T2", "Ben", "Yes."),
    ]
    body = "".join(
        p(f'<text:span text:style-name="{style}">{who}</text:span> {words}')
        for style, who, words in turns
    )
    assert said(read("t.odt", odt(body, BOLD + child))) == [(who, words) for _, who, words in turns]


def test_headings_of_speakers():
    body = "".join(
        f'<text:h text:outline-level="2">{who}</text:h>{p(words)}'
        for who, words in [("Interviewer", "How?"), ("Ana", "Well.")]
    )
    assert said(read("t.odt", odt(body))) == [("Interviewer", "How?"), ("Ana", "Well.")]


def test_notes_are_kept_and_what_is_beside_the_text_is_told():
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    comment = f"<office:annotation><dc:creator>JR</dc:creator>{p('private')}</office:annotation>"
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('hate')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    hidden = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>'
        "</style:style>"
    )
    contents = f"<text:table-of-content>{p('Talk 1')}</text:table-of-content>"
    body = (
        deleted
        + contents
        + p(
            "Ana: I ",
            "<text:change/>",
            "love maps",
            note.format(p("Those of paper.")),
            ".",
            comment,
        )
        + p('Ben: Why?<text:span text:style-name="H">secret</text:span>')
    )
    margin = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header>"
        f"{p('She told me not to write this down.')}</style:header></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    source = read("t.odt", odt(body, hidden, styles=margin))
    assert said(source) == [("Ana", "I love maps. [Those of paper.]"), ("Ben", "Why?")]
    told = " ".join(source.warnings)
    for what in (
        "1 tracked deletion",
        "1 comment by 1 person",
        "1 run of hidden",
        "contents",
        "She told",
    ):
        assert what in told


def test_tables_and_text_boxes():
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in cells)}</table:table-row>"

    table = (
        "<table:table><table:table-header-rows>"
        + row("Timespan", "Content", "Speaker")
        + "</table:table-header-rows>"
        + row("0:02 - 0:09", "How?", "Ana")
        + row("0:09 - 0:12", "Well.", "Ben")
        + "</table:table>"
    )
    assert times(read("t.odt", odt(table))) == [(2_000, 9_000), (9_000, 12_000)]
    spanned = (
        '<table:table-cell table:number-columns-spanned="2">'
        f"{p('')}</table:table-cell><table:covered-table-cell/><table:table-cell>{p('Say.')}</table:table-cell>"
    )
    rows = row("0:02", "Ana", "How?") + f"<table:table-row>{spanned}</table:table-row>"
    source = read("t.odt", odt(f"<table:table>{rows}{row('0:09', 'Ben', 'Well.')}</table:table>"))
    assert said(source) == [("Ana", "How?"), ("Ana", "Say."), ("Ben", "Well.")]
    box = f"<draw:frame><draw:text-box>{p('Ben: From a box.')}</draw:text-box></draw:frame>"
    assert said(read("t.odt", odt(p("Ana: Hello.", box)))) == [
        ("Ana", "Hello."),
        ("Ben", "From a box."),
    ]


def test_one_xml_file():
    flat = (
        f'<?xml version="1.0"?>\n<office:document {NAMES} office:mimetype="{MIMETYPE}">'
        f"<office:body><office:text>{p('Ana: One.')}{p('Ben: Two.')}</office:text></office:body></office:document>"
    )
    source = read("t.fodt", flat)
    assert source.format == "odt"
    assert said(source) == [("Ana", "One."), ("Ben", "Two.")]


def test_what_is_no_text_or_protected_is_refused():
    with pytest.raises(StudyError, match="OpenDocument files other than texts"):
        read("t.odp", odt(p("x"), mimetype="application/vnd.oasis.opendocument.presentation"))
    manifest = {
        "META-INF_manifest": "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    }
    with pytest.raises(StudyError, match="password"):
        read("t.odt", odt(p("x"), **manifest))
    with pytest.raises(StudyError, match="not an OpenDocument text"):
        read("t.txt", "words", format="odt")


def test_numbers_that_would_fill_the_memory_are_bounded():
    body = p('Ana:<text:s text:c="999999999"/>x') + (
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="99999999"/>'
        "</table:table-row></table:table>"
    )
    assert len(read("t.odt", odt(body)).text) < 100


@pytest.mark.parametrize("content", [b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<office", b""])
def test_hostile_xml_is_refused(content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", content)
    with pytest.raises(StudyError) as caught:
        read("t.odt", buffer.getvalue())
    assert caught.value.remedy
