"""Runs compared, personas changed by hand, tags judged, and excerpts found by query and by words, from the shell."""

from pathlib import Path

from .conftest import DRIFTERS, PLANNERS, Run


def persona_of(run: Run, study: Path, person: str) -> dict[str, object]:
    (found,) = [
        persona
        for persona in run("personas", study, "--json").json
        if person in {member["participant"] for member in persona["members"]}
    ]
    return found


def test_a_member_is_moved_and_the_runs_compared(run: Run, study: Path) -> None:
    planners, drifters = (persona_of(run, study, names[0]) for names in (PLANNERS, DRIFTERS))
    assert run("persona-rename", study, drifters["name"], "Drifters").code == 0
    done = run("persona-move", study, "ana", "drifters")
    assert done.code == 0, done.err
    assert persona_of(run, study, "Ana")["guid"] == drifters["guid"]
    runs = run("runs", study, "--json").json
    assert [one["by_hand"] for one in runs] == ["moved Ana to Drifters", *[""] * (len(runs) - 1)]
    told = run("personas-diff", study, "--json").json
    assert [(move["participant"], move["after"]) for move in told["moves"]] == [("Ana", "Drifters")]
    shown = run("personas-diff", study)
    assert "joined: Ana" in shown.out
    assert "left: Ana" in shown.out
    assert "1 people are elsewhere" in shown.err or "1 person" in shown.err
    assert run("persona-move", study, "Ana").code == 0
    everyone = {
        m["participant"] for p in run("personas", study, "--json").json for m in p["members"]
    }
    assert everyone == {*PLANNERS, *DRIFTERS} - {"Ana"}
    assert planners["guid"] == persona_of(run, study, "Ben")["guid"]


def test_merged_and_split(run: Run, study: Path) -> None:
    planners, drifters = (persona_of(run, study, names[0]) for names in (PLANNERS, DRIFTERS))
    assert run("persona-merge", study, planners["name"], drifters["name"]).code == 0
    (everyone,) = run("personas", study, "--json").json
    assert everyone["guid"] == drifters["guid"]
    done = run("persona-split", study, everyone["name"], *PLANNERS)
    assert done.code == 0, done.err
    members = {
        frozenset(m["participant"] for m in p["members"])
        for p in run("personas", study, "--json").json
    }
    assert members == {frozenset(PLANNERS), frozenset(DRIFTERS)}
    refused = run("persona-split", study, "Nobody", "Ana")
    assert (refused.code, "no persona 'Nobody'" in refused.err) == (1, True)


def test_options_of_the_synthesis(run: Run, study: Path) -> None:
    done = run(
        "synthesize", study, "--measure", "presence", "--excerpts", 1, "--sharing", 3, "--json"
    )
    assert done.code == 0, done.err
    settings = done.json["synthesis"]["settings"]
    assert (settings["measure"], settings["minimum_codings"]) == ("presence", 1)
    assert settings["minimum_participants"] == 3
    assert run("synthesize", study, "--kind", "hope").code == 2
    assert "no code 'Nothing'" in run("synthesize", study, "--code", "Nothing").err


def test_contrary_evidence_from_the_shell(run: Run, study: Path) -> None:
    coding = next(
        one for one in run("codings", study, "--json").json if one["participant"] in PLANNERS
    )
    again = run(
        "tag", study, coding["source"], coding["code"],
        "--span", coding["start"], coding["end"], "--polarity", "-", "--weight", 70,
    )  # fmt: skip
    assert again.code == 0, again.err
    judged = [one for one in run("codings", study, "--json").json if one["polarity"]]
    assert [(one["guid"], one["polarity"], one["weight"]) for one in judged] == [
        (coding["guid"], -1, 70)
    ]
    assert run("synthesize", study, "--personas", 2).code == 0
    claims = [one for p in run("personas", study, "--json").json for one in p["codes"]]
    (contested,) = [one for one in claims if one["contrary"]]
    assert (contested["code"], contested["contrary"]) == (coding["code"], [coding["guid"]])
    wrong = run(
        "tag", study, coding["source"], coding["code"], "--span", 0, 5, "--polarity", "maybe"
    )
    assert (wrong.code, "no polarity" in wrong.err) == (1, True)


def test_codings_by_query(run: Run, study: Path) -> None:
    every = run("codings", study, "--json").json
    code = every[0]["code"]
    found = run(
        "codings", study, "--where", f'code:"{code}" AND NOT participant:Ana', "--json"
    ).json
    assert found == [one for one in every if one["code"] == code and one["participant"] != "Ana"]
    wrong = run("codings", study, "--where", "code:Nonsuch")
    assert wrong.code == 1
    assert "column" in wrong.err


def test_autocode_lists_first_and_tags_when_told(run: Run, study: Path) -> None:
    every = run("codings", study, "--json").json
    code = every[0]["code"]
    listed = run("autocode", study, code, "i", "--unit", "sentence")
    assert listed.code == 0, listed.err
    assert run("codings", study, "--json").json == every
    done = run("autocode", study, code, "i", "--apply")
    assert done.code == 0, done.err
    made = [one for one in run("codings", study, "--json").json if one["origin"] == "autocode"]
    assert made
    assert f"Tagged {len(made)} excerpts" in done.err
    assert f"{len(made)} excerpts would be tagged" in listed.err
    run("undo", study)
    assert run("codings", study, "--json").json == every
