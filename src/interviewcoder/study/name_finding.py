"""Finding the names in a study: its list of participants, forms of e-mails and the like, a language model, capitals."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..domain.capitalised import guesses, large_words, small_words
from ..domain.identifiers import identifiers
from ..domain.name_replacing import Replacing
from ..domain.name_review import Candidate, Context, NameKind, Review, is_mark
from ..domain.name_words import COMMON, GREETINGS, TITLES
from ..domain.participant_names import SOMEONE, codes_for, distinct_names, parts_of
from ..domain.pseudonym_key import KeyEntry
from ..domain.source import Role
from ..domain.text import name_key, one_line
from ..domain.whole_words import words_of
from ..importers.role_words import is_generic
from ..storage.study_file import StudyFile
from ..storage.texts import TextHeld, list_texts, words_of_text
from ..storage.words_held import WordsHeld, words_held
from .name_drafts import Draft, with_pseudonyms

Told = Callable[[str], None]

NO_MODEL = (
    "No language model is installed for '{language}', so persons, places and organisations are only guessed from "
    "capital letters: read the texts through. With a model more are found. Install one of spaCy's ({hint}), "
    "then do this again; nothing is ever downloaded by this program."
)
MODEL_MISSING = "The model '{model}' that the settings name is not installed, or finds no names. Used instead: {used}."
_HINTS = {"en": "python -m spacy download en_core_web_sm"}
_KEY = "the key"
_LONGEST = 100
_MOST_CONTEXTS = 5
_MOST_SMALL_CONTEXTS = 3
"""Of names written small, so that there is room for others."""
_AROUND = 40
_CODE = re.compile(r"(?:[A-Z]{1,4}|[a-z]{1,2})[-_ ]?\d{1,8}[A-Za-z]?")
_WRITTEN = (
    "memo",
    "definition of a code",
    "summary of a persona",
    "narrative of a persona",
    "question",
)
"""What people write in sentences."""


def find_names(
    file: StudyFile,
    language: str,
    models: Mapping[str, str],
    key: Sequence[KeyEntry],
    told: Told,
) -> Review:
    """All that may be a name in a study, with a pseudonym for each.

    The study is read text by text, so that others can write to it meanwhile.

    Args:
        file: the study.
        language: of what people say.
        models: language to the model that is wanted for it.
        key: what names had before, which they get again.
        told: is told what comes next.

    Raises:
        StudyError: the journal is damaged.
    """
    return _Finding(file, language, models, key, told).review()


class _Finding:
    def __init__(
        self,
        file: StudyFile,
        language: str,
        models: Mapping[str, str],
        key: Sequence[KeyEntry],
        told: Told,
    ) -> None:
        self._file = file
        self._language = language
        self._wanted = models.get(language.lower()) or models.get(language.lower()[:2], "")
        self._key = key
        self._told = told
        self._pseudonyms = {name_key(one.pseudonym) for one in key}
        """What stands for somebody already."""
        self._drafts: dict[str, Draft] = {}
        self._small: Counter[str] = Counter()
        """How often words are written small."""
        self._large: Counter[str] = Counter()
        """How often they are not, whatever they are a part of."""
        self._capital: Counter[str] = Counter()
        """How often a name by itself is not written small."""
        self._usual: frozenset[str] = frozenset()
        self._words: frozenset[str] = frozenset()
        """What is surely a word."""
        self._texts: list[TextHeld] = []
        self._model: str | None = None

    def review(self) -> Review:
        """Look, count, and give pseudonyms."""
        from ..analysis.language import common_words, naming_model

        self._told("Reading what the study remembers")
        with self._file.reading() as connection:
            held = words_held(connection)
            self._texts = list_texts(connection)
        self._told("Looking for a language model")
        self._model = naming_model(self._language, self._wanted)
        for one in self._key:
            draft = Draft(one.name, one.kind, _KEY, True, one.pseudonym, one.capital, surely=True)
            self._drafts[_key(one.name)] = draft
        self._usual = common_words(self._language) | GREETINGS
        self._note_people(held)
        participants = [one for one in self._key if one.kind is NameKind.PARTICIPANT]
        self._note_parts(
            {one.name: one.pseudonym for one in participants}, "part of a name in the key"
        )
        self._note_voices(held)
        self._read(held)
        self._count(held)
        for key, draft in self._drafts.items():
            self._judge(key, draft)
        drafts = [draft for draft in self._drafts.values() if draft.count]
        staying = [names[0] for names in held.people.values() if self._stays(names[0])]
        with_pseudonyms(drafts, staying, [one.pseudonym for one in self._key])
        return Review(
            tuple(map(_candidate, sorted(drafts, key=_order))), tuple(self._notices(held))
        )

    @property
    def _is_english(self) -> bool:
        return self._language.lower().startswith("en")

    def _notices(self, held: WordsHeld) -> Iterator[str]:
        if self._wanted and self._model != self._wanted:
            yield MODEL_MISSING.format(model=one_line(self._wanted, 60), used=self._model or "none")
        if self._model is None:
            hint = _HINTS.get(self._language.lower()[:2], "see https://spacy.io/models")
            yield NO_MODEL.format(language=self._language, hint=hint)
        coders = [
            one.name for one in self._drafts.values() if one.count and _key(one.name) in held.coders
        ]
        for name in coders:
            yield f"'{name}' is the name of a coder as well. Coders keep their names."

    # -- Looking ---------------------------------------------------------------------------------------------

    def _add(
        self,
        name: str,
        kind: NameKind,
        why: str,
        sure: bool,
        pseudonym: str = "",
        *,
        surely: bool = False,
    ) -> None:
        """Note a name; what was noted first counts, but that anybody is sure of it."""
        name = " ".join(name.split())
        if not words_of(name) or len(name) > _LONGEST:
            return
        key = _key(name)
        known = self._drafts.get(key)
        if known is None:
            self._drafts[key] = Draft(name, kind, why, sure, pseudonym, surely=surely)
        elif known.kind is NameKind.OTHER and kind is not NameKind.OTHER:
            known.kind, known.why, known.sure = kind, why, known.sure or sure

    def _note_people(self, held: WordsHeld) -> None:
        today = distinct_names(names[0] for names in held.people.values())
        codes = dict(zip(today, codes_for(len(today)), strict=True))
        by_key = {name_key(name): code for name, code in codes.items()}
        taken = {name_key(name) for name in today if self._stays(name)}
        taken |= self._pseudonyms
        names: dict[str, str] = {}
        behind = len(today)
        for written in held.people.values():
            if all(map(self._stays, written)):
                continue
            known = next((d for d in map(self._known, written) if d is not None), None)
            code = by_key[name_key(written[0])] if known is None else known.pseudonym
            while known is None and name_key(code) in taken:
                behind += 1
                code = f"P{behind:0{max(2, len(str(len(today))))}}"
            taken.add(name_key(code))
            for name in written:
                if not self._stays(name):
                    names.setdefault(name, code)
        for name, code in names.items():
            self._add(name, NameKind.PARTICIPANT, "a participant", True, code, surely=True)
        self._note_parts(names, "part of a participant's name")

    def _note_parts(self, names: Mapping[str, str], why: str) -> None:
        """Note the parts of people's names, by what is put for the whole ones."""
        for part, code in parts_of(names, SOMEONE).items():
            if part.casefold() not in TITLES:
                kind = NameKind.PERSON if code == SOMEONE else NameKind.PARTICIPANT
                self._add(part, kind, why, True, code)

    def _stays(self, name: str) -> bool:
        """Whether nobody's name is told by a name, or only a pseudonym."""
        return _is_code(name) or name_key(name) in self._pseudonyms

    def _known(self, name: str) -> Draft | None:
        return self._drafts.get(_key(name))

    def _note_voices(self, held: WordsHeld) -> None:
        for voice in held.voices:
            if not self._stays(voice.label):
                owner = self._known(held.people.get(voice.participant, [""])[0])
                pseudonym = owner.pseudonym if owner else ""
                kind = NameKind.PARTICIPANT if owner else NameKind.PERSON
                surely = voice.role is not Role.OTHER or len(words_of(voice.label)) > 1
                self._add(voice.label, kind, "a speaker", True, pseudonym, surely=surely)

    def _read(self, held: WordsHeld) -> None:
        for words, _ in self._each_text("Looking for forms and small words"):
            self._note_forms(words)
            self._small.update(small_words(words))
            self._large.update(large_words(words))
        for words in held.elsewhere:
            self._note_forms(words)
        self._words = self._usual | frozenset(self._small)
        for words, _ in self._each_text("Looking for names"):
            self._note_names(words)
        for words, where in held.elsewhere.items():
            if where in _WRITTEN:
                self._note_names(words)

    def _each_text(self, step: str) -> Iterator[tuple[str, str]]:
        """The words of each text, and what it is in."""
        for number, text in enumerate(self._texts, 1):
            self._told(f"{step}: text {number} of {len(self._texts)}")
            with self._file.reading() as connection:
                words = words_of_text(connection, text.sha256) or ""
            yield words, text.where

    def _note_forms(self, words: str) -> None:
        for one in identifiers(words):
            self._add(words[one.start : one.end], one.kind, "its form", True)

    def _note_names(self, words: str) -> None:
        from ..analysis.language import named_entities

        if self._model is not None:
            for span, kind in named_entities(words, self._language, self._wanted):
                name = _bare(words[span.start : span.end])
                why = "a proper noun" if kind is NameKind.OTHER else f"the model {self._model}"
                if name.islower() or (kind is NameKind.OTHER and name.lower() in self._words):
                    continue
                # Speech has many names of firms and places that tell of nobody.
                self._guess(name, kind, why, kind is NameKind.PERSON)
        for guess in guesses(words, self._language, self._words):
            name = words[guess.start : guess.end]
            if guess.titled:
                self._guess(name, NameKind.PERSON, "a title before it", True)
            elif self._model is None:
                self._guess(name, NameKind.OTHER, "capital letters", False)

    def _guess(self, name: str, kind: NameKind, why: str, sure: bool) -> None:
        if "\n" not in name and any(map(str.isalpha, name)) and not self._stays(name):
            self._add(name, kind, why, sure)

    # -- Counting --------------------------------------------------------------------------------------------

    def _count(self, held: WordsHeld) -> None:
        drafts = list(self._drafts.values())
        finder = Replacing([_candidate(draft) for draft in drafts])
        for words, where in self._each_text("Counting"):
            self._count_in(drafts, finder, words, where)
        for words, where in held.elsewhere.items():
            self._count_in(drafts, finder, words, where)

    def _count_in(self, drafts: list[Draft], finder: Replacing, words: str, where: str) -> None:
        for found in finder.found(words):
            draft = drafts[found.term]
            draft.count += 1
            written = words[found.start : found.end]
            if not written[0].islower():
                self._capital[_key(draft.name)] += 1
                most = _MOST_CONTEXTS
            else:
                most = _MOST_SMALL_CONTEXTS
            if len(draft.contexts) < most:
                before, after = max(0, found.start - _AROUND), found.end + _AROUND
                draft.contexts.append(
                    Context(where, words[before : found.start], written, words[found.end : after])
                )

    def _judge(self, key: str, draft: Draft) -> None:
        """See whether a name is a word as well, which it is only with a capital letter."""
        if draft.why == _KEY or " " in key or not draft.name[0].isupper():
            return
        small = self._small[key]
        is_word = key in self._usual or (self._is_english and key in COMMON)
        if is_word or (small and small >= self._large[key]):
            draft.capital = True
            draft.sure = draft.surely
            draft.count = min(draft.count, self._capital[key])
            draft.contexts = [one for one in draft.contexts if not one.found[0].islower()]


def _candidate(draft: Draft) -> Candidate:
    return Candidate(
        draft.name,
        draft.kind,
        draft.pseudonym,
        draft.sure,
        draft.capital,
        draft.count,
        tuple(draft.contexts),
        draft.why,
    )


_KIND_ORDER = {kind: number for number, kind in enumerate(NameKind)}


def _order(draft: Draft) -> tuple[bool, int, int]:
    return not draft.sure, _KIND_ORDER[draft.kind], -draft.count


def _key(name: str) -> str:
    return name_key(name.replace("’", "'"))


def _is_code(name: str) -> bool:
    """Whether a name tells nobody's: `P07`, `Respondent 3`, `17`. `Tom 2` is one, and so is a single character of Han."""
    if len(name) == 1 and not name.isascii():
        return False
    is_code = name.isdigit() or _CODE.fullmatch(name) is not None
    return is_code or is_mark(name) or is_generic(name)


def _bare(name: str) -> str:
    """A name without titles before it, and without what is no part of it around it."""
    name = name.strip(" \t\"'“”‘’«»„.,;:!?()[]{}–—-…")
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    words = name.split(" ")
    while len(words) > 1 and words[0].casefold().rstrip(".") in TITLES:
        words = words[1:]
    return " ".join(words)
