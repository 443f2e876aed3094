"""Queries asked of people: attributes by their type, missing values, codes, and segments of segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Attribute, AttributeType, Participant, canonical_value
from interviewcoder.domain.query import Query, QueryError
from interviewcoder.domain.query_matching import participants_matching
from interviewcoder.domain.query_parser import parse
from interviewcoder.domain.query_vocabulary import Vocabulary, checked
from interviewcoder.domain.text import sanitise

ATTRIBUTES = [
    Attribute("region", AttributeType.CHOICE),
    Attribute("visits", AttributeType.NUMBER),
    Attribute("joined", AttributeType.DATE),
    Attribute("newsletter", AttributeType.YES_NO),
    Attribute("Favourite drink", AttributeType.TEXT),
]


def person(number: int, name: str, source: str, **attributes: str) -> Participant:
    drink = attributes.pop("drink", "")
    values = attributes | ({"Favourite drink": drink} if drink else {})
    return Participant(number, f"g{number}", name, (source,), values)


ANA = person(1, "Ana Ruiz", "Survey", region="North", visits="3", joined="2026-01-31", drink="Tea")
BEN = person(2, "Ben", "Survey", region="south", visits="12", newsletter="yes", drink="iced tea")
CAM = person(3, "Cam", "Interview 1", visits="-1.5", joined="2025-12-01", newsletter="no")
DEE = person(4, "Dée", "Interview 2", region="Northumbria", visits="100")
PEOPLE = [DEE, ANA, BEN, CAM]

CODES = [
    Code(1, "g1", "Needs", Kind.NEED, None, "#999999"),
    Code(2, "g2", "Rest", Kind.NEED, 1, "#999999"),
    Code(3, "g3", "Long rest", Kind.NEED, 2, "#999999"),
    Code(4, "g4", "Price anxiety", Kind.ATTITUDE, None, "#999999"),
    Code(5, "g5", "In a loop", Kind.OTHER, 6, "#999999"),
    Code(6, "g6", "Looping", Kind.OTHER, 5, "#999999"),
]
CODES_OF = {1: [3, 4], 2: [4], 4: [1]}


def found(text: str, **segments: str) -> str:
    """The first letters of the participants found."""
    rules = {name: parse(rule) for name, rule in segments.items()}
    ids = participants_matching(
        parse(text), PEOPLE, ATTRIBUTES, codes_of=CODES_OF, codes=CODES, segments=rules
    )
    return "".join("?ABCD"[number] for number in ids)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("region=NORTH", "A"),
        ("region=North*", "DA"),
        ("region!=North", "DB"),
        ("region!=North*", "B"),
        ("NOT region=North", "DBC"),
        ('region=""', "C"),
        ('region!=""', "DAB"),
        ("region=*", "DAB"),
        ("NOT region=*", "C"),
        ('region=(South OR "")', "BC"),
        ("region:(South OR north)", "AB"),
        ("region!=(South OR north)", "D"),
        ("visits>3", "DB"),
        ("visits>=3,0", "DAB"),
        ("visits<3", "C"),
        ("visits=3.0", "A"),
        ("visits<=-1.5", "C"),
        ("joined>=2026-01-31", "A"),
        ("joined<2026-01-31", "C"),
        ("NOT joined<2026-01-31", "DAB"),
        ("joined=2026-01*", "A"),
        ("newsletter=ja", "B"),
        ("newsletter!=yes", "C"),
        ('"favourite DRINK"=tea', "A"),
        ('"Favourite drink"="iced  tea"', "B"),
        ("participant:(ben OR cam)", "BC"),
        ('participant:"Ana R*"', "A"),
        ("participant:ana", ""),
        ("ana", "A"),
        ("an", ""),
        ("an*", "A"),
        ("dee", "D"),
        ("source:survey", "AB"),
        ("source:Interview*", "DC"),
        ("code:Needs", "D"),
        ("has:needs", "D"),
        ("under:Needs", "DA"),
        ("under:Rest", "A"),
        ("under:looping", ""),
        ('has:"price anxiety" NOT under:Needs', "B"),
        ("kind:attitude", "AB"),
        ("kind:(need OR attitudes)", "DAB"),
        ("region=North OR visits>50", "DA"),
    ],
)
def test_who_is_found(text: str, people: str) -> None:
    assert found(text) == people


simple = st.sampled_from(
    ["region=North*", "visits>3", "joined=*", 'region=""', "under:Needs", "a*", "source:Survey"]
)


@given(simple, simple, simple)
def test_and_or_and_not_are_what_they_are_for_sets(a: str, b: str, c: str) -> None:
    everyone, (of_a, of_b, of_c) = set("ABCD"), (set(found(text)) for text in (a, b, c))
    assert set(found(f"{a} {b}")) == of_a & of_b
    assert set(found(f"{a} OR {b}")) == of_a | of_b
    assert set(found(f"NOT {a}")) == everyone - of_a
    assert set(found(f"{a} OR {b} AND NOT {c}")) == of_a | (of_b - of_c)
    assert set(found(f"NOT ({a} OR {b} OR {c})")) == everyone - of_a - of_b - of_c
    assert set(found(f"{a} {b} {c}")) == of_a & of_b & of_c


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "a regoin=x",
            "There is no attribute 'regoin' (column 3).",
            "Did you mean 'region'?",
        ),
        ("drink=tea", "There is no attribute 'drink'", """Did you mean '"Favourite drink"'?"""),
        ("cdoe:Rest", "There is no attribute 'cdoe'", "Did you mean 'code:' or"),
        ("code=Rest", "There is no attribute 'code'", "write code: with a colon."),
        ("code:Reste", "There is no code 'Reste' (column 6).", "Did you mean 'Rest'?"),
        ("has:zz*", "No code begins with 'zz' (column 5).", "There is: 'Needs', 'Rest'"),
        ("visits>many", "'visits' is a number and cannot be compared with 'many' (column 8).", ""),
        ("joined<2026", "'joined' is a date and cannot be compared", "Write it like 2026-01-31."),
        ("visits=1*", "cannot be compared with a beginning (column 8).", "Leave out the '*'."),
        (
            "a region>North",
            "'region' is a choice and has no order (column 3).",
            "Compare it with = or !=",
        ),
        ("newsletter=perhaps", "'newsletter' is a yes/no and cannot", "Write it like yes."),
    ],
)
def test_what_is_not_there_or_does_not_fit(text: str, message: str, remedy: str) -> None:
    """Both when it is looked through and when it is asked."""
    known = Vocabulary(ATTRIBUTES, codes=[code.name for code in CODES])
    for ask in (lambda: checked(parse(text), known), lambda: found(text)):
        with pytest.raises(QueryError) as caught:
            ask()
        assert message in caught.value.message
        assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["with:Rest", "near:rest", "followed-by:Rest", "coder:Ann", "polarity:for"]
)
def test_what_speaks_of_codings_only(text: str) -> None:
    with pytest.raises(QueryError, match=r"this query is about people \(column 6\)"):
        found(f"a OR {text}")


def test_names_are_looked_through() -> None:
    known = Vocabulary(ATTRIBUTES, ["Rest"], ["Ana"], ["Survey"], ["Why?"], ["Bo"], ["Young"])
    good = 'code:REST participant:An* source:survey question:"Why?" coder:bo segment:young'
    checked(parse(good + ' participant:"" has:r* kind:need near:x y z*'), known)
    for bad in ("participant:Anna", "source:x", "question:Why", "coder:b", "segment:Old", "with:x"):
        with pytest.raises(QueryError) as caught:
            checked(parse(bad), known)
        assert caught.value.column == bad.index(":") + 2


def test_many_names_do_not_make_an_error_slow() -> None:
    known = Vocabulary(participants=[f"Participant number {n}" for n in range(50_000)])
    with pytest.raises(QueryError) as caught:
        checked(parse(f'participant:"{"Participant numero " * 900}"'), known)
    assert len(str(caught.value)) < 300


class TestSegments:
    def test_rules_of_rules(self) -> None:
        rules = {"Keen": "visits>3", "Keen in the South": "segment:keen region=South"}
        assert found("segment:keen", **rules) == "DB"
        assert found('segment:"keen in the south"', **rules) == "B"
        assert found("segment:Keen* NOT region=South", **rules) == "D"
        assert found("NOT segment:(Keen OR Anas)", Anas="ana", **rules) == "C"

    def test_one_that_is_not_there(self) -> None:
        with pytest.raises(QueryError, match=r"There is no segment 'Ken' \(column 9\)"):
            found("segment:Ken", Keen="visits>3")

    @pytest.mark.parametrize(
        ("rules", "loop"),
        [
            ({"A": "segment:A"}, "'A' to 'A'"),
            ({"A": "b OR segment:B", "B": "NOT segment:A"}, "'A' to 'B' to 'A'"),
            ({"A": "segment:C", "B": "segment:C", "C": "segment:B"}, "'C' to 'B' to 'C'"),
        ],
    )
    def test_a_loop_is_named(self, rules: dict[str, str], loop: str) -> None:
        with pytest.raises(QueryError) as caught:
            found("visits>3 segment:A", **rules)
        assert f"go in a circle: {loop} (column 10)." in caught.value.message

    def test_what_is_wrong_in_a_rule_is_said_with_its_place(self) -> None:
        with pytest.raises(QueryError) as caught:
            found("segment:A", A="segment:B", B="visits>3 regoin=x")
        assert caught.value.message == (
            "In the rule of the segment 'B', at its column 10: There is no attribute 'regoin' (column 1)."
        )
        assert caught.value.remedy == "Did you mean 'region'?"

    def test_long_chains_and_wide_nets(self) -> None:
        """Neither the stack nor the time goes with how often rules refer to one another."""
        rules = {"S0": "region=North"}
        for number in range(1, 1_500):
            rules[f"S{number}"] = f"segment:S{number - 1} OR segment:(S{number // 2} OR S0)"
        assert found("segment:S1499", **rules) == "A"


def test_the_order_of_the_people_is_kept_and_nobody_is_nobody() -> None:
    assert found("visits=*") == "DABC"
    assert participants_matching(parse("a"), [], [], codes_of={}) == []


@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_whoever_has_a_name_or_value_is_found_by_it(name: str, value: str) -> None:
    name = sanitise(name)
    one = Participant(7, "g7", name, (), {"region": canonical_value(AttributeType.CHOICE, value)})
    for query in (f"participant:{_quoted(name)}", f"region={_quoted(value)}"):
        try:
            asked: Query = parse(query)
        except QueryError:
            assert not name.strip() or not name.isprintable()
        else:
            assert participants_matching(asked, [one], ATTRIBUTES, codes_of={}) == [7]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("*", "\\*")
    return f'"{escaped}"'
