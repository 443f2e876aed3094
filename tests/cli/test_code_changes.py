"""Codes are written, moved, merged, split and removed by commands, which say before what that does."""

from pathlib import Path

import pytest

from .conftest import Run


def codes(run: Run, study: Path) -> dict[str, dict[str, object]]:
    return {code["name"]: code for code in run("codebook", study, "--json").json}


def test_add_and_edit(run: Run, study: Path) -> None:
    done = run("code-add", study, "Fees", "--under", "Price anxiety", "--definition", "x", "--json")
    assert (done.json["parent"], done.json["depth"], done.json["kind"]) == (
        "Price anxiety",
        2,
        "need",
    )
    done = run("code-edit", study, "Fees", "--name", "Extra fees", "--kind", "pain", "--json")
    assert (done.json["name"], done.json["kind"], done.json["colour"]) == (
        "Extra fees",
        "pain",
        "#d55e00",
    )
    assert done.json["definition"] == "x"
    assert run("code-edit", study, "Extra fees", "--colour", "#123456").code == 0
    assert codes(run, study)["Extra fees"]["colour"] == "#123456"
    assert run("code-edit", study, "Extra fees", "--colour", "kind").code == 0
    assert codes(run, study)["Extra fees"]["colour"] == "#d55e00"


def test_a_name_that_is_nearly_there_is_minded(run: Run, study: Path) -> None:
    done = run("code-add", study, "anxious about prices")
    assert done.code == 0
    assert "Warning: There is “Price anxiety”, which is nearly the same." in done.err
    done = run("code-add", study, "Fees")
    assert "Warning" not in done.err
    done = run("code-edit", study, "Fees", "--name", "Prize anxiety")
    assert "Warning: There is “Price anxiety”, which is nearly the same." in done.err
    done = run("code-edit", study, "Price anxiety", "--name", "PRICE anxiety", "--definition", "x")
    assert "Price anxiety" not in done.err, "it is not compared with itself"


def test_several_codes_are_of_another_kind_with_one_undo(run: Run, study: Path) -> None:
    before = codes(run, study)
    looked = run("code-edit", study, "Order", "Surprise", "--kind", "belief", "--dry-run")
    assert "Order: kind need becomes belief." in looked.out
    assert codes(run, study) == before
    assert run("code-edit", study, "Order", "Surprise", "--kind", "belief").code == 0
    assert codes(run, study)["Surprise"]["kind"] == "belief"
    assert run("undo", study).code == 0
    assert codes(run, study) == before


def test_move_beside_and_under(run: Run, study: Path) -> None:
    assert run("code-move", study, "Freedom", "--before", "Needs").code == 0
    names = list(codes(run, study))
    assert names[names.index("Freedom") + 1] == "Needs"
    assert run("code-move", study, "Order", "--after", "Surprise").code == 0
    names = list(codes(run, study))
    assert names[names.index("Surprise") + 1] == "Order"
    assert codes(run, study)["Order"]["parent"] == "Joys"
    moved = run("code-move", study, "Joys", "Order", "--under", "Freedom", "--json").json
    assert moved["codes_moved"] == [{"name": "Joys", "before": None, "after": "Freedom"}]
    assert run("code-move", study, "Order", "--top").code == 0
    assert codes(run, study)["Order"]["parent"] is None


def test_merge_says_what_falls_together_and_who_is_stale(run: Run, study: Path) -> None:
    run(
        "tag",
        study,
        "ana",
        "Order",
        "--quote",
        "I, Ana, check the price twice before I order anything",
    )
    before = codes(run, study)
    asked = ("code-merge", study, "Order", "--into", "Price anxiety")
    told = run(*asked, "--dry-run", "--json").json
    assert (told["done"], told["tags_over"], told["tags_doubled"]) == (
        False,
        {"Maya": 4},
        {"Maya": 1},
    )
    assert len(told["stale_personas"]) == 1
    assert codes(run, study) == before
    done = run(*asked)
    assert done.out.startswith("Merge Order into Price anxiety\n")
    assert "  4 tags of Maya go over to Price anxiety." in done.out
    assert codes(run, study)["Price anxiety"]["codings"] == 8
    stale = [one["name"] for one in run("personas", study, "--json").json if one["stale"]]
    assert stale == told["stale_personas"]


def test_split_by_query_and_by_guid(run: Run, study: Path) -> None:
    asked = ("code-split", study, "Order", "--into")
    done = run(*asked, "Sundays", "--where", "participant:Ana OR participant:Ben", "--json").json
    assert (done["new"], done["tags_over"]) == (True, {"Maya": 2})
    made = codes(run, study)["Sundays"]
    assert (made["parent"], made["kind"], made["codings"]) == ("Order", "need", 2)
    guid = run("codings", study, "--code", "Order", "--json").json[0]["guid"]
    assert run(*asked, "sundays", "--guid", guid).code == 0
    assert codes(run, study)["Sundays"]["codings"] == 3
    assert run(*asked, "Top", "--where", "code:*", "--top").code == 0
    assert codes(run, study)["Top"]["parent"] is None
    for _ in range(3):
        run("undo", study)
    assert codes(run, study)["Order"]["codings"] == 4


def test_remove(run: Run, study: Path) -> None:
    asked = ("code-remove", study, "Needs", "Order")
    looked = run(*asked, "--dry-run")
    assert "Price anxiety moves from Needs to the top." in looked.out
    assert "4 tags of Maya go." in looked.out
    assert "Nothing was changed" in looked.err
    assert run(*asked).code == 0
    assert {"Needs", "Order"}.isdisjoint(codes(run, study))
    assert codes(run, study)["Price anxiety"]["parent"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("code-add", "Needs"), "already"),
        (("code-add", "A", "--colour", "red"), "not a colour"),
        (("code-edit", "Needs"), "nothing to change"),
        (("code-edit", "Needs", "Order", "--name", "A"), "one code at a time"),
        (("code-move", "Needs", "--under", "Order"), "below itself"),
        (("code-move", "Needs", "--before", "Order"), "below itself"),
        (("code-merge", "Needs", "--into", "needs"), "into itself"),
        (("code-split", "Order", "--into", "A", "--guid", "no"), "no tag no"),
        (("code-split", "Order", "--into", "A", "--where", "nowhere-said"), "nothing to split"),
        (("code-remove", "Nedds"), "Did you mean"),
    ],
)  # fmt: skip
def test_what_cannot_be(run: Run, study: Path, arguments: tuple[str, ...], told: str) -> None:
    before = codes(run, study)
    name, *others = arguments
    done = run(name, study, *others)
    assert done.code == 1
    assert told in done.err
    assert codes(run, study) == before
