"""A study as a REFI-QDA project (.qdpx): one XML file and the texts, in a zip; see docs/exchange.md."""

import io
import zipfile
from collections.abc import Iterator

from interviewcoder.domain.exchange import ExchangedStudy, derived_guid
from interviewcoder.domain.exchange_report import counted
from interviewcoder.domain.exchange_words import (
    EVIDENCE_LINK,
    MEMBER_LINK,
    MEMO_LINK,
    SEGMENT_SET,
    titled,
)

from .exporter import Exported
from .refi_check import require_valid
from .refi_codes import kind_sets, write_codes
from .refi_notes import LINKED, Notes
from .refi_people import write_cases, write_variables
from .refi_sources import write_sources
from .refi_xml import RefiXml

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT = "project.qde"
_BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell: the same study gives the same bytes whenever it is written."""


def refi_project(study: ExchangedStudy) -> Exported:
    """The project file of a sound study (see `exchange_check.sound`), and what it does not hold, a sentence each.

    Raises:
        StudyError: what was written breaks the standard, which would be a fault of this program.
    """
    notes = Notes(study)
    xml = RefiXml()
    creator = study.coders[0].guid if study.coders else None
    texts = {f"{one.guid}.txt": _file(one.source.text) for one in study.sources}
    texts |= {name: _file(text) for name, text in notes.files()}
    with xml.start(
        "Project", xmlns=NAMESPACE, name=study.name, origin=study.origin, creatingUserGUID=creator
    ):
        if study.coders:
            with xml.start("Users"):
                for coder in study.coders:
                    xml.element("User", guid=coder.guid, name=coder.name)
        if study.codes:
            with xml.start("CodeBook"):
                write_codes(xml, study.codes, lambda guid: notes.refer(xml, guid))
        write_variables(xml, study)
        write_cases(xml, study)
        if study.sources:
            write_sources(xml, study, notes)
        notes.write(xml)
        _write_links(xml, study)
        _write_sets(xml, study)
        notes.refer(xml, study.guid)
    content = xml.content()
    require_valid(content, texts)
    members = {f"sources/{name}": texts[name] for name in sorted(texts)}
    return Exported(_zipped({PROJECT: content, **members}), (*study.not_carried, *_replaced(xml)))


def _file(text: str) -> bytes:
    """A text file without a byte order mark; only a text that itself begins with one gets one more in front.

    QualCoder, ATLAS.ti and MAXQDA read either, and others would count the mark.
    """
    return (f"\ufeff{text}" if text.startswith("\ufeff") else text).encode()


def _links(study: ExchangedStudy) -> Iterator[tuple[str, str, str]]:
    """Name, origin and target of each link: from segments and personas to their people and evidence, from memos
    to the people and segments they are on."""
    for segment in study.segments:
        for guid in segment.member_guids:
            yield MEMBER_LINK, segment.guid, guid
    for persona in study.personas:
        for guid in persona.member_guids:
            yield MEMBER_LINK, persona.guid, guid
        for guid in persona.evidence_guids:
            yield EVIDENCE_LINK, persona.guid, guid
    for memo in study.memos:
        if memo.target in LINKED:
            yield MEMO_LINK, memo.guid, memo.target_guid


def _write_links(xml: RefiXml, study: ExchangedStudy) -> None:
    links = list(_links(study))
    if not links:
        return
    with xml.start("Links"):
        for name, origin, target in links:
            xml.element(
                "Link",
                guid=derived_guid("link", name, origin, target),
                name=name,
                direction="OneWay",
                originGUID=origin,
                targetGUID=target,
            )


def _write_sets(xml: RefiXml, study: ExchangedStudy) -> None:
    kinds = list(kind_sets(study.codes))
    if not (kinds or study.segments):
        return
    with xml.start("Sets"):
        for guid, name, members in kinds:
            with xml.start("Set", guid=guid, name=name):
                for member in members:
                    xml.element("MemberCode", targetGUID=member)
        for segment in study.segments:
            with xml.start("Set", guid=segment.guid, name=titled(SEGMENT_SET, segment.name)):
                xml.description(segment.rule)


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _BEGINNING_OF_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100600 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def _replaced(xml: RefiXml) -> tuple[str, ...]:
    number = xml.replaced.total()
    if not number:
        return ()
    return (
        f"{counted(number, 'characters')} that XML cannot hold became \ufffd in names and notes.",
    )
