"""Tagging anew and saved queries on the command line, and where an error in a query is pointed at."""

from pathlib import Path

from .conftest import Run


def test_a_dry_run_changes_nothing_and_the_change_undoes_whole(run: Run, study: Path) -> None:
    before = study.read_bytes()
    codes = {one["code"] for one in run("codings", study, "--json").json}
    code, other = sorted(codes)[:2]
    place = ("--where", f'code:"{code}"', "--replace-with", other)
    planned = run("retag", study, *place, "--dry-run", "--json").json
    assert study.read_bytes() == before
    assert planned["dry_run"] is True
    assert planned["changed"] > 0
    done = run("retag", study, *place, "--json").json
    assert {**done, "dry_run": True} == planned
    assert code not in {one["code"] for one in run("codings", study, "--json").json}
    assert run("undo", study).code == 0
    assert {one["code"] for one in run("codings", study, "--json").json} == codes


def test_tags_are_judged_added_and_taken_off(run: Run, study: Path) -> None:
    before = run("codings", study, "--json").json
    done = run("retag", study, "--where", "kind:*", "--polarity", "-", "--weight", "70")
    assert done.code == 0, done.err
    assert f"{len(before)} tags: polarity against, weight 70" in done.err
    assert {(o["polarity"], o["weight"]) for o in run("codings", study, "--json").json} == {
        (-1, 70)
    }
    code = before[0]["code"]
    assert run("retag", study, "--where", f'NOT code:"{code}"', "--add", code).code == 0
    assert len(run("codings", study, "--json").json) > len(before)
    assert run("retag", study, "--where", "kind:*", "--untag").code == 0
    assert run("codings", study, "--json").json == []


def test_one_thing_is_asked_for(run: Run, study: Path) -> None:
    before = study.read_bytes()
    assert run("retag", study, "--where", "kind:*").code == 2
    assert run("retag", study, "--where", "kind:*", "--untag", "--weight", "3").code == 2
    assert run("retag", study, "--untag").code == 1
    assert run("retag", study, "--where", "kind:*", "--add", "no such code").code == 1
    none = run("retag", study, "--where", "NOT kind:*", "--untag")
    assert (none.code, none.err) == (0, "No codings.\n")
    assert study.read_bytes() == before


def test_a_query_is_saved_asked_anew_and_forgotten(run: Run, study: Path, tmp_path: Path) -> None:
    code = run("codings", study, "--json").json[0]["code"]
    query = f'code:"{code}"'
    assert run("query-save", study, "Mine", "--where", query).code == 0
    (kept,) = run("queries", study, "--json").json
    found = run("codings", study, "--where", query, "--json").json
    assert kept == {"name": "Mine", "query": query, "codings": len(found)}
    assert run("codings", study, "--saved", "mine", "--json").json == found
    assert (
        run("codings-export", study, "mine.md", "--saved", "Mine", "--by", "participant").code == 0
    )
    page = (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert page.count("\n> — ") == len(found)
    assert run("retag", study, "--saved", "Mine", "--untag").code == 0
    assert run("queries", study, "--json").json[0]["codings"] == 0
    assert run("codings", study, "--saved", "Mine", "--where", query).code == 1
    refused = run("query-save", study, "Other", "--where", "code:Nothing")
    assert refused.code == 1
    assert run("query-remove", study, "MINE").code == 0
    assert run("queries", study, "--json").json == []
    gone = run("codings", study, "--saved", "Mine")
    assert gone.code == 1
    assert "no query" in gone.err


def test_an_error_is_pointed_at(run: Run, study: Path) -> None:
    done = run("codings", study, "--where", "kind:* regoin=North")
    error, query, caret = done.err.splitlines()
    assert done.code == 1
    assert "(column 8)" in error
    assert query == "  kind:* regoin=North"
    assert caret.index("^") == query.index("regoin")
    long = " ".join(["kind:*"] * 60)
    done = run("codings", study, "--where", f"{long} 漢字=x {long}")
    _, query, caret = done.err.splitlines()
    assert len(query) < 90
    assert query.startswith("  …")
    assert query.endswith("…")
    assert caret.index("^") == query.index("漢")
