"""A project of another program while it is read: what was found so far, and what was lost on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from interviewcoder.domain.exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedParticipant,
    ExchangedSource,
    ExchangedStudy,
    derived_guid,
)
from interviewcoder.domain.exchange_names import FreeNames, usable_name
from interviewcoder.domain.exchange_report import Lost, counted, left_out
from interviewcoder.domain.exchange_words import code_texts, kind_named
from interviewcoder.domain.imported import ImportedSource
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.domain.text import name_key, one_line, sanitise

from .located import Heard, heard
from .owned_words import Owned, with_owned, with_wholes
from .typed_values import with_types

_WARNINGS_TOLD = 20
_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A person whom a project names."""

    guid: str
    name: str
    """As it is kept: fit to be stored, and no other case's."""
    values: dict[str, str] = field(default_factory=dict)
    """Values of attributes by name, as they are written; to be filled in."""


class ProjectDraft:
    """What becomes an exchanged study.

    Args:
        program: the name of the format.
        identity: what tells this project from others of the program and stays the same while people work on it.
    """

    def __init__(self, program: str, *identity: object) -> None:
        self._program = program
        self._identity = identity
        self._coders: dict[str, ExchangedCoder] = {}
        self._cases: list[Case] = []
        self._case_names = FreeNames()
        self._attributes: list[Attribute] = []
        self._facts: dict[str, Mapping[str, str]] = {}
        self._warnings: list[str] = []
        self._nameless = 0
        self._lost: Lost = Counter()
        self.study_guid = self.guid("study")
        self.codes: list[ExchangedCode] = []
        self.sources: list[ExchangedSource] = []
        self.codings: list[ExchangedCoding] = []
        self.memos: list[ExchangedMemo] = []
        self.told: list[str] = []

    def guid(self, *parts: object) -> str:
        """The GUID of a thing of this project, which has none of its own."""
        return derived_guid(self._program, *self._identity, *parts)

    def lose(self, noun: str, sort: str, number: int = 1) -> None:
        """Note that some things of a sort are left out; see `Lost`."""
        if number:
            self._lost[noun, sort] += number

    def coder(self, name: str) -> str | None:
        """The GUID of who is called so; None where nobody is named."""
        key = name_key(name)
        if not key:
            return None
        return self._coders.setdefault(key, ExchangedCoder(derived_guid("coder", key), name)).guid

    def case(self, guid: str, name: str) -> Case:
        """Add a person of the project."""
        case = Case(guid, self._case_names.free(usable_name(name, "participant")))
        self._cases.append(case)
        return case

    def attribute(self, name: str, type: AttributeType = AttributeType.TEXT) -> str:
        """Add an attribute, which values can be of from then on; the first of a name tells its type.

        Returns:
            The name under which values are to be kept.
        """
        name = usable_name(name, "attribute")
        self._attributes.append(Attribute(name, type))
        return name

    def code(
        self,
        guid: str,
        name: str,
        parent: str | None = None,
        colour: str | None = None,
        about: str = "",
        *,
        codable: bool = True,
    ) -> None:
        """Add a code. One whose name is that of a kind, such as `Needs`, is of this kind.

        Args:
            guid: the code's.
            name: the code's.
            parent: the GUID of the code above it.
            colour: as `#rrggbb`; anything else is none.
            about: what is written of it; `Use when:` and `Do not use when:` begin what says when.
            codable: whether it may be on excerpts.
        """
        kind, texts = kind_named(name), code_texts(sanitise(about))
        self.codes.append(ExchangedCode(guid, name, kind, parent, colour, *texts, codable))

    def memo(
        self,
        target: MemoTarget,
        guid: str,
        text: str,
        coder: str | None = None,
        created_at: datetime | None = None,
        quote: str = "",
    ) -> None:
        """Add a memo, unless it is empty; `quote`: the words that it is about where nothing else tells."""
        text = sanitise(text).strip()
        if text:
            text = f"“{one_line(quote, _QUOTE)}”\n\n{text}" if quote else text
            memo_guid = self.guid("memo", target, guid, text)
            self.memos.append(ExchangedMemo(memo_guid, target, guid, text, coder, created_at))

    def source(
        self,
        guid: str,
        name: str,
        text: str,
        *,
        encoding: str = "utf-8",
        file_name: str = "",
        coder: str | None = None,
        created_at: datetime | None = None,
        owned: Sequence[Owned] = (),
        wholes: Sequence[str] = (),
        facts: Mapping[str, str] | None = None,
        turns: Heard | None = None,
    ) -> None:
        """Add a source and find out who speaks in it.

        Args:
            guid: the source's.
            name: the source's.
            text: sanitised.
            encoding: of the file that it was read from.
            file_name: as the project tells it.
            coder: the GUID of who brought it in.
            created_at: when.
            owned: which spans are whose words.
            wholes: the names of those to whom the project gives the whole source.
            facts: values of attributes that are told of the source and are true of who speaks in it.
            turns: who speaks where, if the project tells; else it is found out.
        """
        name = usable_name(name, "source")
        found = turns or heard(text, name)
        if owned:
            found = with_owned(text, found, owned)
        found = with_wholes(found, wholes)
        silent = set(wholes) - {speaker.participant for speaker in found.speakers}
        self.lose("cases", "with a whole source in which others speak", len(silent))
        if any(speaker.label for speaker in found.speakers):
            self._warnings += [f"{one_line(name, 60)}: {line}" for line in found.warnings]
        else:
            self._nameless += not wholes
        self._facts[guid] = facts or {}
        self.sources.append(
            ExchangedSource(
                guid,
                ImportedSource(
                    name=name,
                    kind=SourceKind.TRANSCRIPT,
                    format=self._program,
                    encoding=encoding,
                    text=text,
                    passages=found.passages,
                    speakers=found.speakers,
                ),
                file_name,
                created_at,
                coder,
            )
        )

    def study(self, name: str, origin: str) -> ExchangedStudy:
        """All that was found."""
        if self._nameless:
            nameless = counted(self._nameless, "sources")
            self.told.append(
                f"{nameless} named no speakers; each counts as the words of one person."
            )
        self.told += self._case_names.told("participants")
        self.told += self._warnings[:_WARNINGS_TOLD]
        if (more := len(self._warnings) - _WARNINGS_TOLD) > 0:
            self.told.append(f"And {more} more like these.")
        participants, attributes = with_types(self._attributes, self._participants(), guessed=True)
        return ExchangedStudy(
            guid=self.study_guid,
            name=name,
            origin=origin,
            coders=tuple(self._coders.values()),
            codes=tuple(self.codes),
            sources=tuple(self.sources),
            participants=tuple(participants),
            attributes=tuple(attributes),
            codings=tuple(self.codings),
            memos=tuple(self.memos),
            told=tuple(self.told),
            not_carried=left_out(self._lost),
        )

    def _participants(self) -> list[ExchangedParticipant]:
        """The cases, and those who only speak, with the facts of the sources that they speak in."""
        found: dict[str, ExchangedParticipant] = {}
        for case in self._cases:
            values = tuple(case.values.items())
            found[name_key(case.name)] = ExchangedParticipant(case.guid, case.name, values)
        for one in self.sources:
            for name in _speaking(one):
                key = name_key(name)
                guid = derived_guid("participant", one.guid, key)
                person = found.setdefault(key, ExchangedParticipant(guid, name))
                known = {**self._facts[one.guid], **dict(person.values)}
                found[key] = replace(person, values=tuple(known.items()))
        return list(found.values())


def _speaking(source: ExchangedSource) -> Iterable[str]:
    for speaker in source.source.speakers:
        if speaker.role is Role.PARTICIPANT and speaker.participant is not None:
            yield speaker.participant
