import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.importers.codebook import read_codebook


def test_csv_with_parents_after_children():
    codes = read_codebook(
        "c.csv",
        b"name,kind,parent,color,definition,include,exclude,n\n"
        b"Price,need,money,#FF0000,'=what it costs,when,never,3\nMoney,Attitudes,,,,,,\nRest,,,,,,,\n",
    )
    assert [code.name for code in codes] == ["Money", "Price", "Rest"]
    price = codes[1]
    assert (price.kind, price.parent, price.colour) == (Kind.NEED, "Money", "#ff0000")
    assert (price.definition, price.include, price.exclude) == ("=what it costs", "when", "never")
    assert codes[0].kind is Kind.ATTITUDE
    assert codes[2].kind is None


def test_yaml_trees():
    text = """
codes:
  - name: Money
    kind: need
    colour: "#ff0000"
    children:
      - name: Price
        definition: what it costs
      - Wages
  - name: 42
"""
    codes = read_codebook("c.yaml", text.encode())
    assert [(code.name, code.parent) for code in codes] == [
        ("Money", None),
        ("Price", "Money"),
        ("Wages", "Money"),
        ("42", None),
    ]
    assert read_codebook("c.yml", b"- name: One\n")[0].name == "One"


def test_the_codebook_of_qc():
    text = b"- money:\n  - cash\n  - card:\n    - fees\n- fear\n"
    assert [(code.name, code.parent) for code in read_codebook("codebook.yaml", text)] == [
        ("money", None),
        ("cash", "money"),
        ("card", "money"),
        ("fees", "card"),
        ("fear", None),
    ]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("c.csv", "name,kind\nOne,need\n,need\n", "Line 3"),
        ("c.csv", "name,kind\nOne,wish\n", "Line 2.*not a kind"),
        ("c.csv", "name,colour\nOne,red\n", "not a colour"),
        ("c.csv", "title\nOne\n", "Line 2 has no name"),
        ("c.csv", "name\nOne\none\n", "twice"),
        ("c.csv", "name,parent\nA,B\nB,A\n", "own ancestor"),
        ("c.csv", "name\n", "no codes"),
        ("c.yaml", "- kind: need\n", "has no name"),
        ("c.yaml", "name: x\n", "not a list"),
        ("c.yaml", "- name: [1\n", "cannot be read"),
        ("c.yaml", "a: &a [x]\ncodes: *a\n", "aliases"),
        ("c.yaml", "!!python/object/apply:os.system ['true']\n", "cannot be read"),
        ("c.yaml", "- {name: x, kind: " + "[" * 5000 + "\n", "cannot be read"),
        ("c.yaml", "# " + "x" * 2_000_001 + "\n- name: x\n", "2000000 is the most"),
    ],
)
def test_what_is_no_codebook(name, text, told):
    with pytest.raises(StudyError, match=told) as caught:
        read_codebook(name, text.encode())
    assert caught.value.remedy


def test_nesting_is_limited():
    lines = [
        f"{'    ' * depth}- name: c{depth}\n{'    ' * depth}  children:\n" for depth in range(60)
    ]
    with pytest.raises(StudyError, match="nested deeper"):
        read_codebook("c.yaml", ("".join(lines) + "    " * 60 + "- name: last\n").encode())
