"""Small REFI-QDA projects to read, made here in the ways in which programs make them."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.exchange_check import sound
from interviewcoder.importers.projects import read_project

U1, U2 = "11111111-1111-1111-1111-111111111111", "11111111-1111-1111-1111-111111111112"
C1, C2, C3 = (f"22222222-2222-2222-2222-22222222222{n}" for n in range(3))
S1, S2 = (f"33333333-3333-3333-3333-33333333333{n}" for n in range(2))
P1, P2 = (f"44444444-4444-4444-4444-44444444444{n}" for n in range(2))
V1, V2 = (f"55555555-5555-5555-5555-55555555555{n}" for n in range(2))
G1 = "99999999-9999-9999-9999-999999999990"
N1, N2 = (f"66666666-6666-6666-6666-66666666666{n}" for n in range(2))
NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0"'
USERS = f'<Users><User guid="{U1}" name="Ann"/><User guid="{U2}" name="Bob"/></Users>'
CODES = (
    f'<CodeBook><Codes><Code guid="{C1}" name="Money" isCodable="true" color="#AABBCC">'
    f'<Code guid="{C2}" name="Fear" isCodable="true"/></Code></Codes></CodeBook>'
)
INTERVIEW = "Dan: How do you pay?\nAna: In cash, always.\nDan: Why is that?\nAna: I fear the app.\n"


def project(
    body: str,
    texts: Mapping[str, str | bytes] | None = None,
    *,
    origin: str = "",
    namespace: str = NAMESPACE,
    qde: str = "project.qde",
    folder: str = "sources",
) -> bytes:
    """A .qdpx with this inside its Project element."""
    xml = f'<?xml version="1.0" encoding="utf-8"?><Project {namespace} name="P" origin="{origin}">{body}</Project>'
    return zipped(
        {
            qde: xml.encode(),
            **{
                f"{folder}/{name}": text if isinstance(text, bytes) else text.encode()
                for name, text in (texts or {}).items()
            },
        }
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def selection(
    start: int,
    end: int,
    name: str = "",
    *,
    n: int = 0,
    code: str = C2,
    inside: str = "",
    tag: str = "",
) -> str:
    """A coded selection; no code: not coded."""
    tag = tag or "PlainTextSelection"
    coding = (
        f'<Coding guid="88888888-8888-8888-8888-{n:012}" creatingUser="{U1}" '
        f'creationDateTime="2024-05-06T07:08:09Z"><CodeRef targetGUID="{code}"/></Coding>'
    )
    return (
        f'<{tag} guid="77777777-7777-7777-7777-{n:012}" name={quoteattr(name)} '
        f'startPosition="{start}" endPosition="{end}">{inside}{coding if code else ""}</{tag}>'
    )


def text_source(
    inside: str = "", *, guid: str = S1, name: str = "talk.txt", path: str = "a.txt"
) -> str:
    return f'<TextSource guid="{guid}" name={quoteattr(name)} plainTextPath="internal://{path}">{inside}</TextSource>'


def sources(*inside: str) -> str:
    return f"<Sources>{''.join(inside)}</Sources>"


def content(text: str) -> str:
    return f"<PlainTextContent>{escape(text)}</PlainTextContent>"


def read(data: bytes, name: str = "p.qdpx") -> ExchangedStudy:
    return sound(read_project(name, data))


def coded(study: ExchangedStudy) -> list[tuple[str, str, str]]:
    """Source, code and words of each coding."""
    codes = {code.guid: code.name for code in study.codes}
    texts = {one.guid: one.source for one in study.sources}
    return [
        (
            texts[one.source_guid].name,
            codes[one.code_guid],
            texts[one.source_guid].text[one.start : one.end],
        )
        for one in study.codings
    ]


def spoken(study: ExchangedStudy, at: int = 0) -> list[tuple[str, str | None, str]]:
    """Label, person and words of each passage of a source."""
    source = study.sources[at].source
    people = {speaker.label: speaker.participant for speaker in source.speakers}
    return [
        (one.speaker, people[one.speaker], source.text[one.start : one.end])
        for one in source.passages
    ]
