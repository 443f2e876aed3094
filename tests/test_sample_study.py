"""The report on the sample study says what the study says: every quote is somebody's words, every number the program's."""

import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from interviewcoder.analysis.cut import cut
from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.persona import Claim, ClaimStatus, Persona, Synthesis
from interviewcoder.domain.segment import Cut, SegmentDraft
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_transcripts"
REPORT = (ROOT / "docs" / "sample-study.md").read_text(encoding="utf-8")
CALLED = ("the planners", "the cooks", "the locals")
BLENDS = ("Priya Nair", "R058", "R071", "R015", "R046", "R032", "R076", "R024")

_SIDE = r"(?:, (?P<side>for|against) \*\*(?P<code>[^*]+)\*\*)?"
_INLINE = re.compile(rf"“(?P<words>[^”]+)”(?: \((?P<who>[\w ]+){_SIDE}\))?")
_BLOCK = re.compile(rf"(?P<words>.+) — (?P<who>[\w ]+), (?P<source>\w+){_SIDE}")
_CLAIM = re.compile(r"\*\*([^*]+)\*\* \((\d+) of (\d+) members\)")
_NUMBER = re.compile(r"\d+|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")


@dataclass
class Reading:
    """What the program says of the sample study."""

    run: Synthesis
    apart: Synthesis
    """Made of the survey alone."""
    fours: Synthesis
    """Made of four personas, as asked for."""
    codings: list[Coding]
    crossed: Cut
    plans: Cut
    regions: Cut
    suggested: dict[str, Cut]
    said: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """The passages of each participant in each source."""
    rows: tuple[str, ...] = ()
    """Every row of the report's tables, as the program would have it."""
    facts: tuple[str, ...] = ()
    """Every statement with a number in it."""

    @property
    def claims(self) -> dict[str, tuple[Persona, Claim]]:
        return {one.code: (each, one) for each in self.run.personas for one in each.claims}

    @property
    def interviewed(self) -> set[str]:
        return {who for who, source in self.said if source != "survey"}

    def codes(self, who: str) -> set[str]:
        """The codes that somebody's words speak for."""
        return {one.code for one in self._for() if one.participant == who}

    def against(self, code: str) -> set[str]:
        """Whose words speak against a code."""
        return {
            one.participant
            for one in self.codings
            if one.code == code and one.polarity is Polarity.AGAINST and one.participant
        }

    def sides(self, who: str) -> list[int]:
        """How many claims of each persona somebody's words speak for."""
        said = self.codes(who)
        return [len(said & {claim.code for claim in one.claims}) for one in self.run.personas]

    def both(self, code: str, other: str) -> tuple[int, int]:
        """How many members say both of two claims, and how many of these were interviewed."""
        who = [m.participant for m in self.claims[code][0].members]
        found = {one for one in who if {code, other} <= self.codes(one)}
        return len(found), len(found & self.interviewed)

    def excerpts(self, who: str) -> int:
        return len({(one.start, one.end) for one in self._for() if one.participant == who})

    def _for(self) -> Iterator[Coding]:
        return (one for one in self.codings if one.polarity is not Polarity.AGAINST)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("report")
    path = folder / "demo.study"
    list(build_demo(path))
    with Study.open(path) as study:
        run = study.personas.current()
        assert run is not None
        groups = [(one.name, [m.participant_id for m in one.members]) for one in run.personas]

        def by(segments: list[SegmentDraft]) -> Cut:
            people = [
                (one.name, [m.id for m in study.segments.members(one.rule)]) for one in segments
            ]
            return cut(groups, people)

        found = Reading(
            run=run,
            apart=_survey_alone(folder),
            fours=_four(Path(shutil.copy(path, folder / "four.study"))),
            codings=study.codings.list(),
            crossed=study.segments.cut(),
            plans=by([SegmentDraft(one, f"plan={one}") for one in ("Small", "Family", "Flex")]),
            regions=by([SegmentDraft(one, f"region={one}") for one in ("North", "Coast", "City")]),
            suggested={
                title: by(list(drafts))
                for title, drafts in study.segments.suggested()
                if title.startswith("By ")
            },
        )
        for source in study.sources.list():
            for passage in study.sources.read(source.id).passages:
                if passage.participant:
                    found.said[passage.participant, source.name].append(passage.text)
    found.rows, found.facts = tuple(rows(found)), tuple(facts(found))
    return found


def _survey_alone(folder: Path) -> Synthesis:
    with (SAMPLE / "codings.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (folder / "survey-codings.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if row[0] == "survey")])
    with Study.create(folder / "survey.study", codebook=()) as study:
        list(study.sources.import_files([SAMPLE / "survey.csv"]))
        study.codebook.import_file(SAMPLE / "codebook.yaml")
        study.codings.import_file(folder / "survey-codings.csv")
        return study.personas.synthesize(seed=1)


def _four(path: Path) -> Synthesis:
    with Study.open(path) as study:
        return study.personas.synthesize(seed=1, personas=4)


def point(value: float) -> str:
    """A share as the report writes it: `.97`, `1.00`."""
    return f"{value:.2f}".removeprefix("0")


def stability(persona: Persona) -> str:
    return point(float(persona.quality["stability"]))


def rows(reading: Reading) -> Iterator[str]:
    """Every row of every table of the report, in order."""
    homes = reading.run.personas
    for called, one in zip(CALLED, homes, strict=True):
        members = {m.participant for m in one.members}
        codes = {claim.code for claim in one.claims}
        much = {who for who in members if 2 * len(codes & reading.codes(who)) >= len(codes)}
        assert much == members & reading.interviewed
        yield (
            f"| {one.name} | {called} | {len(members)} | {len(members & reading.interviewed)} | "
            f"{stability(one)} | {one.quality['badge']} | {len(much)} |"
        )
    for one in homes:
        for claim in one.claims:
            yield (
                f"| **{claim.code}** | {claim.kind} | {claim.members} of {claim.members_of} | "
                f"{claim.others} of {claim.others_of} | {claim.members_against} | "
                f"{'yes' if claim.held_out else 'no'} | {claim.status} |"
            )
    of = {
        m.participant: (called, m.fit)
        for called, p in zip(CALLED, homes, strict=True)
        for m in p.members
    }
    for who in BLENDS:
        called, fit = of[who]
        yield f"| {who} | {called} | {point(fit)} | {' | '.join(map(str, reading.sides(who)))} |"
    crossed = reading.crossed
    for name, size, cells in zip(
        crossed.segments, crossed.segment_sizes, crossed.cells, strict=True
    ):
        marks = ["" if not one.stands_out else " ▲" if one.residual > 0 else " ▼" for one in cells]
        counts = [f"{one.count}{mark}" for one, mark in zip(cells, marks, strict=True)]
        yield f"| {name} | {size} | {' | '.join(counts)} |"


def facts(reading: Reading) -> Iterator[str]:
    """Every statement with a number in it, as the program would have it; the report has each word for word."""
    run, codings = reading.run, reading.codings
    homes = run.personas
    quality: Mapping[str, Any] = run.quality
    everyone = {m.participant for one in homes for m in one.members}
    respondents = everyone - reading.interviewed
    asked = {who for who, source in reading.said if source == "survey"}
    tags = {name: sum(one.coder == name for one in codings) for name in ("Maya", "Tomas")}
    spoken = sum(one.participant in reading.interviewed for one in codings)
    contrary = [one for one in codings if one.polarity is Polarity.AGAINST]
    aloud = sum(one.participant in reading.interviewed for one in contrary)
    silent = len(contrary) - aloud
    brief = sum(reading.excerpts(who) == 2 for who in respondents)
    yield f"{len(reading.interviewed)} people were interviewed and {len(asked)} answered a survey."
    yield f"Maya and Tomas put {len(codings)} tags on their words ({tags['Maya']} and {tags['Tomas']}), with {quality['codes']} codes;"
    yield f"{spoken} of the tags are on the interviews."
    yield f"{len(contrary)} tags mark words that speak against their code: {aloud} in the interviews, {silent} in the survey."
    yield f"{len(quality['left_out'])} respondents have fewer than 2 excerpts and are left out."
    yield f"That leaves {len(everyone)} people, {len(respondents)} of them respondents, and {brief} of these have just 2 excerpts."
    assert max(one.share for _, one in reading.claims.values()) < 0.5

    thin = [[one.code for one in each.claims if one.status is ClaimStatus.THIN] for each in homes]
    yield f"**Thin**: {len(thin[0])} claims"
    for only in thin[1:]:
        (code,) = only
        yield f"**Thin**: **{code}** ("
    for one, other in (
        ("Predictability", "Skip and pause control"),
        ("Mastery", "Creative play"),
        ("Trusts the people behind it", "Sceptical of claims"),
    ):
        a, b = reading.claims[one][1], reading.claims[other][1]
        both, interviewed = reading.both(one, other)
        yield (
            f"**{one}** ({a.members} of {a.members_of} members) and **{other}** ({b.members} of {b.members_of} "
            f"members) are both said by only {both}, of whom {interviewed} were interviewed"
        )
    divides = homes[0].divides
    assert "Waste guilt" in {one.code for one in divides}
    yield f"The list of disagreements that the program gives has {len(divides)} codes"
    assert (
        reading.claims["Mastery"][1].distinctiveness
        == reading.claims["Creative play"][1].distinctiveness
    )
    for code in ("Moment of delight", "Delivery trouble"):
        claim = reading.claims[code][1]
        yield f"{claim.others} of {claim.others_of} others"
    doubt = reading.against("Local is better")
    assert all("Local is better" in reading.codes(who) for who in doubt)
    held = reading.claims["Local is better"][1].members
    yield f"All {len(doubt)} who speak against it also speak for it, so {held} people take a side and not {held + len(doubt)}."

    yield from _misfits(reading)

    yield from (f"- {finding}" for finding in reading.crossed.findings)
    yield f"The {len(reading.interviewed)} interviewed were not asked."
    strongest = max(reading.suggested, key=lambda title: reading.suggested[title].cramers_v)
    assert strongest.startswith("By cooks_per_week")
    yield f"of the {len(reading.suggested)} attributes for which the program suggests segments, cooking has the largest Cramér's V."
    plans, regions = reading.plans, reading.regions
    yield f"by plan V is {plans.cramers_v:.2f} (p = {plans.p:.2f}), by region {regions.cramers_v:.2f} (p = {regions.p:.2f})."
    ages = [one for each in homes for one in each.segments if one.attribute == "age"]
    (planners, _, locals_) = [one.values[-1] for one in ages]
    yield f"of the {locals_[2]} people aged {locals_[0]}, {locals_[1]} are locals and {planners[1]} planners"
    yield f"the program's ranges of age do not confirm it (p = {reading.suggested['By age, in ranges'].p:.2f})"

    p = float(quality["structure_p"])
    yield f"**p = {p:.2f}**: no shuffled study of {round(1 / p) - 1} looked as structured."
    yield f"**Stability {stability(homes[0])}**:"
    yield f"noise seldom reaches {point(quality['noise_jaccard']['high'])}."
    yield f"{quality['confirmed']} of {len(reading.claims)} claims set their persona apart"
    load = reading.claims["Load off the mind"][1]
    yield f"for **Load off the mind** the difference to others is between {point(load.low)} and {point(load.high)}."

    apart = reading.apart.personas
    before = [{m.participant for m in one.members} for one in homes]
    after = [{m.participant for m in one.members} for one in apart]
    same = sum(max(len(each & home) for home in before) for each in after)
    assert {one.quality["badge"] for one in apart} == {"solid"}
    yield (
        f"The {sum(map(len, after))} respondents alone give {len(apart)} personas again, all solid (stability "
        f"{', '.join(map(stability, apart))}), and {same} of the {sum(map(len, after))} are with the same people"
    )
    widths = {one["personas"]: one["silhouette"] for one in quality["k_table"]}
    yield "**Why not 4?**"
    yield f"By silhouette 4 would be a little better than {len(homes)} ({point(widths[4])} against {point(widths[3])})."
    weakest = min(reading.fours.personas, key=lambda one: float(one.quality["stability"]))
    yield (
        f"Asked for {len(reading.fours.personas)}, the program adds a persona of {len(weakest.members)} "
        f"with a stability of {stability(weakest)}, which it calls {weakest.quality['badge']}."
    )
    yield f"Contrary words are in {aloud} tags of the interviews and {silent} of the survey"


def _misfits(reading: Reading) -> Iterator[str]:
    """Who is told of by name in what the report says of blends."""
    homes = reading.run.personas
    fit = {m.participant: m.fit for one in homes for m in one.members}
    sides = {who: reading.sides(who) for who in BLENDS}
    mixed = [who for who in BLENDS if sides[who] == [0, 2, 2]]
    (torn,) = [who for who in mixed if fit[who] < 1]
    one, other = [who for who in mixed if fit[who] == 1]
    yield f"what {one} and {other} share with the locals"
    yield f"{one} and {other} are as mixed as {torn} and have {point(fit[one])}."
    yield f"{torn} says it outright:"
    lost = min(fit, key=lambda who: fit[who])
    yield f"{lost} is in the wrong place."
    (stray,) = [who for who in BLENDS if not any(sides[who])]
    (planner,) = [one.name for one in homes if stray in {m.participant for m in one.members}]
    assert planner == homes[0].name
    yield f"{stray} has none of the planners' claims"
    (odd,) = reading.against("Odd and heritage varieties") - reading.interviewed
    yield f"The other voice against odd vegetables, {odd}, hardly belongs here"


def faults(report: str, reading: Reading) -> list[str]:
    """What the report says that the study does not, or leaves out of it."""
    lines = report.splitlines()
    found = []
    table = [one for one in lines if one.startswith("| ") and one in reading.rows]
    heads = [one for one, below in pairwise(lines) if below.startswith("|---")]
    shown = [one for one in lines if one.startswith("| ") and one not in heads]
    if tuple(table) != reading.rows or shown != table:
        found += [f"no such row: {one}" for one in shown if one not in table] or [
            "rows are missing"
        ]
    whole = " ".join(report.split())
    found += [f"not said: {one}" for one in reading.facts if f" {one}" not in whole]
    blocks, prose = _parted(lines)
    for one in blocks:
        match = _BLOCK.fullmatch(one)
        found += _untrue(match, reading) if match else [f"a quote of nobody: {one}"]
    for match in _INLINE.finditer(prose):
        found += _untrue(match, reading)
    for code, members, of in _CLAIM.findall(prose):
        claim = reading.claims[code][1]
        if (claim.members, claim.members_of) != (int(members), int(of)):
            found.append(f"{code}: {members} of {of}")
    named = set(re.findall(r"\bR\d+\b", whole))
    return found + sorted(named - {who for who, _ in reading.said})


def _parted(lines: list[str]) -> tuple[list[str], str]:
    """The block quotes, each as one line, and the text around them."""
    quoted = "\n".join(one.removeprefix("> ") if one.startswith("> ") else "" for one in lines)
    blocks = [" ".join(one.split()) for one in quoted.split("\n\n") if one.strip()]
    prose = " ".join(word for one in lines if not one.startswith("> ") for word in one.split())
    return blocks, prose


def _untrue(match: re.Match[str], reading: Reading) -> list[str]:
    part = match.groupdict()
    words, who = part["words"], part["who"]
    if who is None:
        return [f"nobody is named for: {words}"]
    sources = [part["source"]] if part.get("source") else [s for w, s in reading.said if w == who]
    if not any(words in text for source in sources for text in reading.said.get((who, source), [])):
        return [f"{who} does not say: {words}"]
    if part["side"] is None:
        return []
    against = part["side"] == "against"
    tagged = any(
        one.participant == who
        and one.code == part["code"]
        and (one.polarity is Polarity.AGAINST) is against
        and (words in one.text or one.text in words)
        for one in reading.codings
    )
    return [] if tagged else [f"not tagged {part['side']} {part['code']}: {words}"]


def test_the_report_says_what_the_study_says(reading: Reading) -> None:
    assert faults(REPORT, reading) == []
    assert len(_parted(REPORT.splitlines())[0]) >= 9


def test_no_number_of_the_report_can_drift_unseen(reading: Reading) -> None:
    expected = reading.rows + reading.facts
    assert len(expected) == len(set(expected))
    unseen = []
    for match in _NUMBER.finditer(REPORT):
        number = match.group()
        other = str(int(number) + 1).zfill(len(number)) if number.isdigit() else "fifty"
        changed = REPORT[: match.start()] + other + REPORT[match.end() :]
        if not faults(changed, reading):
            unseen.append(REPORT[match.start() - 40 : match.end() + 20])
    assert unseen == []


def test_a_changed_word_of_a_quote_is_seen(reading: Reading) -> None:
    for words in ("one less thing rolling", "got two out of four", "FIVE"):
        assert words in REPORT
        assert faults(REPORT.replace(words, words.lower() + "ish"), reading)
    other = REPORT.replace("Callum, against **Wary", "Callum, for **Wary")
    assert any("not tagged for" in one for one in faults(other, reading))
