from datetime import date

import numpy as np
import pytest

from interviewcoder.analysis.segment_rules import Split, path_rule, readable_between
from interviewcoder.analysis.suggested_segments import by_answers_tree, suggested_segments, term
from interviewcoder.domain.participant import Attribute, AttributeType, Participant
from interviewcoder.domain.query import And, Comparison, Not, Or
from interviewcoder.domain.query_parser import parse
from interviewcoder.domain.query_values import value_test

ATTRIBUTES = [
    Attribute("plan", AttributeType.CHOICE),
    Attribute("visits", AttributeType.NUMBER),
    Attribute('size "m²"', AttributeType.NUMBER),
    Attribute("since", AttributeType.DATE),
    Attribute("not", AttributeType.YES_NO),
    Attribute("job", AttributeType.TEXT),
]


def study(count, seed=0, gap=0.0):
    """People of three kinds, told by plan, visits, size and date; `not` and `job` tell nothing."""
    random = np.random.default_rng(seed)
    people, kinds = [], []
    for number in range(count):
        kind = int(random.integers(3))
        known = {
            "plan": ("free", "Pro (new)", "team=x")[kind if random.random() < 0.95 else 0],
            "visits": str(int(random.poisson((2, 15, 60)[kind]))),
            'size "m²"': f"{random.normal(kind, 0.3):.2f}",
            "since": date(2020 + kind, int(random.integers(1, 13)), 15).isoformat(),
            "not": "yes" if random.random() < 0.5 else "no",
            "job": f"job {number}",
        }
        known = {name: value for name, value in known.items() if random.random() >= gap}
        people.append(Participant(number, f"p{number}", f"P{number}", attributes=known))
        kinds.append(kind)
    return people, kinds


def is_true(query, person):
    match query:
        case And():
            return all(is_true(one, person) for one in query.terms)
        case Or():
            return any(is_true(one, person) for one in query.terms)
        case Not():
            return not is_true(query.term, person)
        case Comparison():
            attribute = next(one for one in ATTRIBUTES if one.name == query.attribute)
            return value_test(query, attribute)(person.attributes.get(attribute.name, ""))
    raise AssertionError(query)


def selected(rule, people):
    query = parse(rule).term
    return {one.id for one in people if is_true(query, one)}


@pytest.mark.parametrize(("count", "gap"), [(12, 0.0), (60, 0.0), (300, 0.2), (2_500, 0.1)])
def test_cuts_by_one_attribute_cover_all_with_a_value_once(count, gap):
    people, _ = study(count, gap=gap)
    sets = suggested_segments(people, ATTRIBUTES)
    titles = [title for title, _ in sets]
    assert titles[:5] == [
        "By plan", "By visits, in ranges", 'By size "m²", in ranges', "By since, in ranges", "By not",
    ]  # fmt: skip
    for (_, drafts), attribute in zip(sets[:5], ATTRIBUTES[:5], strict=True):
        parts = [selected(draft.rule, people) for draft in drafts]
        known = {one.id for one in people if attribute.name in one.attributes}
        assert set().union(*parts) == known
        assert sum(map(len, parts)) == len(known)
        assert all(parts)
        assert len({draft.name for draft in drafts}) == len(drafts)
        if attribute.type in (AttributeType.NUMBER, AttributeType.DATE):
            assert max(map(len, parts)) <= 0.65 * len(known)


def test_rules_and_names_of_ranges_are_readable():
    people = [Participant(i, "", "", attributes={"visits": str(i)}) for i in range(1, 41)]
    ((_, drafts),) = suggested_segments(people, ATTRIBUTES)
    assert [(draft.name, draft.rule) for draft in drafts] == [
        ("visits: under 10", "visits<10"),
        ("visits: 10-19", "visits>=10 AND visits<20"),
        ("visits: 20-29", "visits>=20 AND visits<30"),
        ("visits: 30 or more", "visits>=30"),
    ]


@pytest.mark.parametrize("gap", [0.0, 0.15])
def test_people_who_are_alike_are_found_and_told_by_rules_that_sort_everyone_once(gap):
    people, kinds = study(400, seed=3, gap=gap)
    title, drafts = suggested_segments(people, ATTRIBUTES[:4])[-1]
    assert title.startswith("Groups of people alike in their attributes")
    parts = [selected(draft.rule, people) for draft in drafts]
    assert set().union(*parts) == {one.id for one in people}
    assert sum(map(len, parts)) == len(people)
    # Each kind of people is nearly whole in one of the groups.
    for kind in range(3):
        own = {i for i, one in enumerate(kinds) if one == kind}
        assert max(len(own & part) for part in parts) >= 0.8 * len(own)
    assert suggested_segments(people, ATTRIBUTES[:4])[-1] == (title, drafts)


def test_answers_that_tell_the_persona_are_found():
    people, kinds = study(300, seed=1, gap=0.1)
    labels = [("Ann", "Ben", "Cem")[kind] if row % 7 else "" for row, kind in enumerate(kinds)]
    found = by_answers_tree(people, ATTRIBUTES, labels)
    assert found is not None
    assert found.people == sum(map(bool, labels))
    counts = [labels.count(name) for name in ("Ann", "Ben", "Cem")]
    assert found.majority == pytest.approx(max(counts) / sum(counts))
    assert found.accuracy > 0.85
    parts = {draft.name: selected(draft.rule, people) for draft in found.segments}
    assert sum(map(len, parts.values())) == len(set().union(*parts.values())) == len(people)
    right = sum(row in parts[name] for row, name in enumerate(labels) if name)
    assert right / found.people >= 0.85


def test_answers_that_tell_nothing_are_not_said_to():
    people, _ = study(120)
    found = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        labels = [("Ann", "Ben")[int(random.random() < 0.4)] for _ in people]
        found.append(by_answers_tree(people, ATTRIBUTES, labels))
    assert sum(one is not None for one in found) <= 5


def test_rare_values_are_joined():
    values = ["a"] * 40 + ["b"] * 40 + ["c"] * 2 + ["D"] + ["d"]
    people = [Participant(i, "", "", attributes={"plan": one}) for i, one in enumerate(values)]
    ((_, drafts),) = suggested_segments(people, ATTRIBUTES)
    assert [draft.name for draft in drafts] == ["plan: a", "plan: b", "plan: others"]
    assert [len(selected(draft.rule, people)) for draft in drafts] == [40, 40, 4]


def test_nothing_to_suggest():
    assert suggested_segments([], ATTRIBUTES) == ()
    people = [Participant(i, "", "", attributes={"plan": "pro", "visits": "3"}) for i in range(30)]
    assert suggested_segments(people, ATTRIBUTES) == ()
    assert suggested_segments(people, []) == ()
    assert by_answers_tree(people, ATTRIBUTES, ["A", "B"] * 15) is None
    assert by_answers_tree([], ATTRIBUTES, []) is None
    common = [Participant(i, "", "", attributes={"visits": str(i // 29)}) for i in range(30)]
    ((_, drafts),) = suggested_segments(common, ATTRIBUTES)
    assert [len(selected(draft.rule, common)) for draft in drafts] == [29, 1]


def test_paths_say_what_their_answers_say():
    plan, visits, *_ = ATTRIBUTES
    people, _ = study(200, gap=0.3)
    values = {"plan": ["free", "Pro (new)", "team=x"]}
    splits = [
        Split(plan, "=", "free"), Split(plan, "=", "team=x"), Split(visits, ">=", "5"),
        Split(visits, "<", "20"), Split(visits, ">=", "40"),
    ]  # fmt: skip
    everyone = {one.id for one in people}
    yes = [selected(term(one.attribute.name, one.operator, one.value), people) for one in splits]
    for number in range(3 ** len(splits)):
        answers = [number // 3**place % 3 for place in range(len(splits))]
        path = [(one, bool(told)) for one, told in zip(splits, answers, strict=True) if told < 2]
        wanted = everyone.copy()
        for part, told in zip(yes, answers, strict=True):
            wanted &= {0: everyone - part, 1: part, 2: everyone}[told]
        if path and wanted:
            assert selected(path_rule(path, {"plan", "visits"}, values), people) == wanted, path


@pytest.mark.parametrize(
    ("below", "upto", "best"),
    [("11", "14", "14"), ("7", "13", "10"), ("-5", "3", "0"), ("2.31", "2.48", "2.4"), ("0", "0.003", "0.002"), ("98", "1040", "1000")],
)  # fmt: skip
def test_ends_are_easy_to_read(below, upto, best):
    assert readable_between(AttributeType.NUMBER, below, upto) == best
