"""Any changes in any order, with undo, redo and reopening between them: every earlier state comes back exactly."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewcoder.domain.choices import Unit
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.codebook_change import (
    CodebookChange,
    GiveColour,
    GiveKind,
    MergeCodes,
    MoveCodes,
    RemoveCodes,
)
from interviewcoder.domain.coding import Polarity, Span, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.retagging import Act, Retag, SeenTag
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.study import Study

from ..importers.refi_files import C1, C2, CODES, project, selection, sources, text_source
from .samples import SURVEY, Dump, content, ids_given_twice, interview, take_in, trouble

Numbers = tuple[int, int, int]
T = TypeVar("T")

NAMES = ("Ana", "ben", "R1", "Nobody yet", "Needs", "Order", "planner", "a, \"b\" = 'c'")
RULES = (
    "region=North",
    "code:Order OR has:Freedom",
    'segment:"Segment 1"',
    "visits>1",
    "regoin=x",
    "a*",
)
QUERIES = ("code:Order", "origin:suggestion", "participant:Ana OR price", 'segment:"Segment 1"')
VALUES = ("North", "12", "yes", "2026-01-31", "", None, "[/b]\u202e")


def pick(things: Sequence[T], number: int) -> T:
    """One of the things; there being none is a refusal like those of the study."""
    if not things:
        raise StudyError("There is none.")
    return things[number % len(things)]


def write(study: Study, name: str, words: str) -> Path:
    path = study.path.with_name(name)
    path.write_text(words, encoding="utf-8")
    return path


def write_bytes(study: Study, name: str, data: bytes) -> Path:
    path = study.path.with_name(name)
    path.write_bytes(data)
    return path


def _import(s: Study, n: Numbers) -> None:
    words = interview(pick(("Ana", "Ben", "Dov", "Eli"), n[0])) + "x" * (n[1] % 3)
    survey = f"respondent,region,age\nR{n[1] % 6},{pick(VALUES[:3], n[2])},{n[0]}\nGus,East,x\n"
    files = [write(s, "more.txt", words), write(s, "empty.txt", " \n")]
    if n[2] % 2:
        files.append(write(s, "more.csv", survey))
    take_in(s, *files)


def _import_project(s: Study, n: Numbers) -> None:
    text = interview(pick(("Ana", "Dov", "Eli"), n[0]))
    start = text.index("Because")
    inside = selection(start, start + 12 + n[1] % 3, code=pick((C1, C2), n[2]))
    body = CODES.replace("Fear", pick(("Fear", "Order"), n[1]))
    data = project(body + sources(text_source(inside)), {"a.txt": text})
    s.exchange.import_project(write_bytes(s, "other.qdpx", data), dry_run=n[0] % 5 == 0)


def _revise(s: Study, n: Numbers) -> None:
    source = pick(s.sources.list(), n[0])
    if source.kind is SourceKind.SURVEY:
        words = SURVEY.replace("price", pick(("price", "cost"), n[1]))
        words += f"R{n[1] % 9},{pick(VALUES[:3], n[2])},2,no,I say that it is so number {n[2]}.\n"
        s.sources.revise(source.id, write(s, "again.csv", words))
        return
    words = interview(pick(("Ana", "Ben", "Dov", "Eli"), n[0])) + "x" * (n[1] % 3)
    slips = (("I ", "We "), ("Well, ", ""), (" cat", " dog"), (": ", ": Hm. "))
    words = words.replace(*pick(slips, n[1]), n[2] % 3)
    s.sources.revise(source.id, write(s, "again.txt", words))


def _update(s: Study, n: Numbers) -> None:
    words = interview("Ana").replace("Ana", pick(("Ana", "Anna"), n[0])) + "!" * (n[1] % 4)
    take_in(s, write(s, "ana.txt", words), update=True)


def _place(s: Study, n: Numbers) -> None:
    entry = pick(s.relocations.list(every=bool(n[2] % 2)), n[0])
    s.relocations.place(entry.id, Span(n[1] % 90, n[1] % 90 + 1 + n[2] % 60))


def _set_speaker(s: Study, n: Numbers) -> None:
    speakers = s.sources.speakers(pick(s.sources.list(), n[0]).id)
    s.sources.set_speaker(pick(speakers, n[1]).id, pick(list(Role), n[2]), pick(NAMES, n[1] + n[2]))


def _codebook_import(s: Study, n: Numbers) -> None:
    names = dict.fromkeys((f"Code {n[0] % 5}", pick(NAMES[3:6], n[1]), "Trust"))
    lines = [f"{name},{pick(list(Kind), n[2])},{pick(('', 'Freedom'), n[1])}" for name in names]
    s.codebook.import_file(write(s, "codes.csv", "\n".join(["name,kind,parent", *lines])))


def _codings_import(s: Study, n: Numbers) -> None:
    source = pick(s.sources.list(), n[0])
    lines = [
        f'"{source.name}",{i % 40},{i % 40 + 9},"{pick(s.codebook.list(), i).name}",C{i % 2}'
        for i in n
    ]
    s.codings.import_file(
        write(s, "codings.csv", "\n".join(["source,start,end,code,coder", *lines]))
    )


def _people_import(s: Study, n: Numbers) -> None:
    lines = [f'"{pick(("Ana", "R2", "Una"), i)}",{pick(VALUES[:4], i)},x{i % 2}' for i in n]
    s.participants.import_file(write(s, "people.csv", "\n".join(["name,region,plan", *lines])))


def _tag(s: Study, n: Numbers) -> None:
    codes = s.codebook.list()
    span = Span(n[1] % 150, n[1] % 150 + n[2] % 60)
    s.codings.tag(
        pick(s.sources.list(), n[0]).id, span, [pick(codes, n[1]).id, pick(codes, n[2]).id]
    )


def _memo(s: Study, n: Numbers) -> None:
    things = {
        MemoTarget.SOURCE: s.sources.list,
        MemoTarget.CODING: s.codings.list,
        MemoTarget.CODE: s.codebook.list,
        MemoTarget.PARTICIPANT: s.participants.list,
        MemoTarget.PERSONA: s.personas.list,
        MemoTarget.SEGMENT: s.segments.list,
    }
    target = pick(list(MemoTarget), n[0])
    guid = pick(list(things[target]()), n[1]).guid if target in things else ""
    s.memos.write(target, guid, f"Memo {n[2]}")


def _update_code(s: Study, n: Numbers) -> None:
    s.codebook.update(
        pick(s.codebook.list(), n[0]).id,
        name=pick((None, *NAMES), n[1]),
        kind=pick((None, *Kind), n[2]),
        definition=pick(("", "d", None), n[0]),
    )


def _split(s: Study, n: Numbers) -> None:
    persona = pick(s.personas.list(), n[0])
    s.personas.split(persona.id, [pick(persona.members, n[1]).participant])


def _attribute(s: Study, n: Numbers) -> None:
    s.participants.set_attribute(
        pick(s.participants.list(), n[0]).id,
        pick(("region", "visits", "Mood"), n[1]),
        pick(VALUES, n[2]),
    )


def _split_code(s: Study, n: Numbers) -> None:
    coding = pick(s.codings.list(), n[0])
    theirs = [one.id for one in s.codings.list() if one.code_id == coding.code_id]
    into = pick((CodeDraft(f"Code {n[1] % 5}"), *(c.id for c in s.codebook.list())), n[1])
    s.codebook.split(coding.code_id, theirs[: 1 + n[2] % 3], into)


def _reorganise(s: Study, n: Numbers) -> None:
    codes = [code.id for code in s.codebook.list()]
    some = tuple(dict.fromkeys(pick(codes, number) for number in n[:2]))
    one = pick((None, *codes), n[2])
    asked: CodebookChange = pick(
        (
            MoveCodes(some, one, tuple(codes[::-1])),
            MergeCodes(some, pick(codes, n[2])),
            RemoveCodes(some),
            GiveKind(some, pick(tuple(Kind), n[2])),
            GiveColour(some, pick((None, "#123456", "blue"), n[2])),
        ),
        n[0] + n[2],
    )
    s.codebook.carry_out(asked, seen=s.codebook.plan(asked))


def _retag(s: Study, n: Numbers) -> None:
    codings = s.codings.list()
    some = codings[n[0] % 9 : n[0] % 9 + 1 + n[1] % 12]
    wanted = Retag(
        pick(tuple(Act), n[2]),
        pick(s.codebook.list(), n[1]).id,
        pick((None, *Polarity), n[0]),
        pick((None, 0, 70), n[1]),
    )
    s.excerpts.retag([one.id for one in some], wanted, seen=[SeenTag.of(one) for one in some])


def _accept(s: Study, n: Numbers) -> None:
    codes = [pick(s.codebook.list(), number).id for number in n[1:]]
    span = Span(n[1] % 150, n[1] % 150 + 1 + n[2] % 60)
    by = Suggested("words 1", n[2] % 101 / 100)
    s.codings.tag(pick(s.sources.list(), n[0]).id, span, codes, suggested=by)


def _reject(s: Study, n: Numbers) -> None:
    span = Span(n[1] % 30, n[1] % 30 + 10)
    by = Suggested("words 1", n[2] % 101 / 100)
    s.rejections.reject(pick(s.sources.list(), n[0]).id, span, pick(s.codebook.list(), n[2]).id, by)


ACTS: dict[str, Callable[[Study, Numbers], object]] = {
    "import": _import,
    "import project": _import_project,
    "set speaker": _set_speaker,
    "rename source": lambda s, n: s.sources.rename(
        pick(s.sources.list(), n[0]).id, pick(NAMES, n[1])
    ),
    "remove source": lambda s, n: s.sources.remove(pick(s.sources.list(), n[0]).id),
    "attribute": _attribute,
    "rename participant": lambda s, n: s.participants.rename(
        pick(s.participants.list(), n[0]).id, pick(NAMES, n[1])
    ),
    "import participants": _people_import,
    "add code": lambda s, n: s.codebook.add(
        CodeDraft(f"Code {n[0] % 5}", pick((None, *Kind), n[1]))
    ),
    "update code": _update_code,
    "move code": lambda s, n: s.codebook.move(
        pick(s.codebook.list(), n[0]).id,
        pick((None, *(c.id for c in s.codebook.list())), n[1]),
    ),
    "merge code": lambda s, n: s.codebook.merge(
        pick(s.codebook.list(), n[0]).id, pick(s.codebook.list(), n[1]).id
    ),
    "remove code": lambda s, n: s.codebook.remove(pick(s.codebook.list(), n[0]).id),
    "import codebook": _codebook_import,
    "split code": _split_code,
    "reorganise codes": _reorganise,
    "tag": _tag,
    "untag": lambda s, n: s.codings.untag(
        [c.id for c in s.codings.list()[n[0] % 7 : n[0] % 7 + n[1] % 4]]
    ),
    "import codings": _codings_import,
    "write memo": _memo,
    "edit memo": lambda s, n: s.memos.edit(pick(s.memos.list(), n[0]).id, f"Edited {n[1]}"),
    "remove memo": lambda s, n: s.memos.remove(pick(s.memos.list(), n[0]).id),
    "synthesize": lambda s, n: s.personas.synthesize(personas=2, seed=n[0]),
    "rename persona": lambda s, n: s.personas.rename(
        pick(s.personas.list(), n[0]).id, pick(NAMES, n[1])
    ),
    "write narrative": lambda s, n: s.personas.write_narrative(
        pick(s.personas.list(), n[0]).id, f"Story {n[1]}"
    ),
    "judge": lambda s, n: s.codings.judge(
        [pick(s.codings.list(), n[0]).id],
        polarity=pick((None, *Polarity), n[1]),
        weight=pick((None, 0, 40, 100), n[2]),
    ),
    "autocode": lambda s, n: s.autocoding.apply(
        pick(("price", "week", "a", "box"), n[0]),
        pick(s.codebook.list(), n[1]).id,
        pick(tuple(Unit), n[2]),
    ),
    "move member": lambda s, n: s.personas.move(
        pick(s.participants.list(), n[0]).name,
        pick((None, *(p.id for p in s.personas.list())), n[1]),
    ),
    "merge personas": lambda s, n: s.personas.merge(
        pick(s.personas.list(), n[0]).id, pick(s.personas.list(), n[1]).id
    ),
    "split persona": _split,
    "pin claim": lambda s, n: s.claims.pin(
        pick(pick(s.personas.list(), n[0]).claims, n[1]).id, pinned=bool(n[2] % 2)
    ),
    "add claim": lambda s, n: s.claims.add(
        pick(s.personas.list(), n[0]).id,
        f"Claim {n[1] % 4}",
        pick(tuple(Kind), n[2]),
        [pick(s.codings.list(), n[1]).guid],
        [pick(s.codings.list(), n[2]).guid],
    ),
    "remove claim": lambda s, n: s.claims.remove(
        pick([c for p in s.personas.list() for c in p.claims if c.by_hand], n[0]).id
    ),
    "write summary": lambda s, n: s.personas.write_summary(
        pick(s.personas.list(), n[0]).id, f"Summary {n[1]}"
    ),
    "look at persona": lambda s, n: s.personas.looked_at(pick(s.personas.list(), n[0]).id),
    "recode": lambda s, n: s.codings.recode(
        [pick(s.codings.list(), n[0]).id, pick(s.codings.list(), n[1]).id],
        pick(s.codebook.list(), n[2]).id,
    ),
    "respan": lambda s, n: s.codings.respan(
        [pick(s.codings.list(), n[0]).id], Span(n[1], n[1] + 1 + n[2] % 40)
    ),
    "add segment": lambda s, n: s.segments.add(f"Segment {n[0] % 4}", pick(RULES, n[1])),
    "edit segment": lambda s, n: s.segments.edit(
        pick(s.segments.list(), n[0]).id, f"Segment {n[1] % 4}", pick(RULES, n[2])
    ),
    "revise": _revise,
    "update": _update,
    "place": _place,
    "choose": lambda s, n: s.relocations.choose(pick(s.relocations.list(), n[0]).id, 1 + n[1] % 2),
    "accept": lambda s, n: s.relocations.accept([pick(s.relocations.list(), n[0]).id]),
    "dismiss": lambda s, n: s.relocations.dismiss([pick(s.relocations.list(), n[0]).id]),
    "remove segment": lambda s, n: s.segments.remove(pick(s.segments.list(), n[0]).id),
    "retag": _retag,
    "accept suggestion": _accept,
    "reject suggestion": _reject,
    "save query": lambda s, n: s.queries.save(f"Query {n[0] % 4}", pick(QUERIES, n[1])),
    "edit query": lambda s, n: s.queries.edit(
        pick(s.queries.list(), n[0]).id, f"query {n[1] % 4}", pick(QUERIES, n[2])
    ),
    "remove query": lambda s, n: s.queries.remove(pick(s.queries.list(), n[0]).id),
}

number = st.integers(0, 400)
acts = st.tuples(st.sampled_from(sorted(ACTS)), st.tuples(number, number, number))
ways = st.tuples(st.sampled_from(["undo", "redo", "reopen"]), st.tuples(number, number, number))


class Walk:
    """A study, and the states that it went through, as they should come back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.study = Study.open(path, coder="Maya")
        self.states: list[Dump] = [content(path)]
        self.at = 0
        self.entries_before = len(self.study.journal.history())

    def step(self, name: str, numbers: Numbers) -> None:
        match name:
            case "undo" | "redo":
                self.travel(name)
            case "reopen":
                self.study.close()
                self.study = Study.open(self.path, coder="Maya")
            case _:
                self.change(name, numbers)

    def travel(self, name: str) -> None:
        to = self.at + (1 if name == "redo" else -1)
        verb = self.study.journal.redo if name == "redo" else self.study.journal.undo
        if name == "redo" and to == len(self.states):
            try:
                verb()
            except StudyError:
                assert content(self.path) == self.states[self.at]
                return
            raise AssertionError("there was something to redo")
        if to >= 0:
            verb()
            self.at = to
            assert content(self.path) == self.states[to]

    def change(self, name: str, numbers: Numbers) -> None:
        entries = self.study.journal.history()
        refused = False
        try:
            ACTS[name](self.study, numbers)
        except StudyError:
            refused = True
        state = content(self.path)
        if state == self.states[self.at]:
            assert self.study.journal.history() == entries, "an entry for a change of nothing"
            return
        assert not refused, "refused, and changed all the same"
        assert len(self.study.journal.history()) == len(entries) + 1
        self.at += 1
        self.states[self.at :] = [state]

    def there_and_back(self) -> None:
        assert trouble(self.study) == {}
        assert ids_given_twice(self.path) == []
        while self.at:
            self.travel("undo")
            assert trouble(self.study) == {}
        while self.at < len(self.states) - 1:
            self.travel("redo")
            assert trouble(self.study) == {}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts | acts | acts | ways, min_size=4, max_size=16))
def test_every_earlier_state_comes_back(
    filled_file: Path, steps: list[tuple[str, Numbers]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(shutil.copy(filled_file, folder)))
        try:
            for name, numbers in steps:
                walk.step(name, numbers)
            walk.there_and_back()
        finally:
            walk.study.close()
