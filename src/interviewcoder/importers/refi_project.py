"""REFI-QDA projects (.qdpx), from any program that writes them; see docs/exchange.md.

What programs do differently is met here: names and folders in any case, namespaces of any version, positions counted
in other ways, texts that are missing, cases that are codes. Nothing outside the file is ever opened.
"""

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedStudy, derived_guid
from interviewcoder.domain.exchange_report import left_out
from interviewcoder.domain.text import one_line

from .archive import SAVE_AGAIN, Archive, opened_archive
from .refi_codings import Codings
from .refi_groups import personas, segments
from .refi_memos import Memos
from .refi_notes import Notes
from .refi_people import People
from .refi_reading import Reading, read_users, value, without_namespaces
from .refi_sources import Sources
from .refi_texts import Texts
from .sample import FileSample
from .xml_tree import parse_xml

_SUFFIX = ".qde"
_DEEPEST = 20_000
"""Elements may lie so deep in one another: codes are nested without end."""
_LARGEST = 150 * 1024 * 1024
"""The most that the project's XML may unpack to, in bytes."""


def recognises(sample: FileSample) -> bool:
    """Whether a file is a zip with a project in it, or such a project alone."""
    if sample.members:
        return any(name.lower().endswith(_SUFFIX) for name in sample.members)
    return b"urn:QDA-XML:project" in sample.data[:4000]


def read(sample: FileSample) -> ExchangedStudy:
    """The study that a project holds.

    Raises:
        StudyError: it is damaged, hostile, or has no project in it.
    """
    if not sample.members:
        return _study(sample.data, None)
    with opened_archive(sample.data, "The project") as archive:
        names = [name for name in archive.names if name.lower().endswith(_SUFFIX)]
        if not names:
            raise StudyError("The file has no project (.qde) in it.", SAVE_AGAIN)
        # Some programs call it after the study; copies lie deeper.
        found = min(names, key=lambda name: (name.count("/"), name.lower() != "project.qde", name))
        return _study(archive.read(found, _LARGEST), archive)


def _study(data: bytes, archive: Archive | None) -> ExchangedStudy:
    root = without_namespaces(parse_xml(data, "The project", _DEEPEST))
    if root.tag != "Project":
        raise StudyError(
            f"The project's XML begins with '{one_line(str(root.tag), 40)}' and not with Project.",
            SAVE_AGAIN,
        )
    reading = Reading(root, Texts(archive))
    read_users(reading)
    notes = Notes(reading)
    sources = Sources(reading)
    people = People(reading)
    codings = Codings(reading, sources, people, notes)
    participants, attributes = people.settled(codings.participants)
    study_guid = derived_guid("study", value(root, "name"), value(root, "origin"))
    found_segments = segments(reading, codings)
    found_personas = personas(reading, notes, codings)
    memos = Memos(reading, notes, sources, codings, found_segments, study_guid).all()
    return ExchangedStudy(
        guid=study_guid,
        name=value(root, "name"),
        origin=reading.origin,
        coders=tuple(reading.coders.values()),
        codes=tuple(codings.codes),
        sources=tuple(codings.sources),
        participants=tuple(participants),
        attributes=tuple(attributes),
        codings=tuple(codings.all),
        memos=tuple(memos),
        segments=tuple(found_segments),
        personas=tuple(found_personas),
        told=tuple(reading.told),
        not_carried=left_out(reading.lost),
    )
