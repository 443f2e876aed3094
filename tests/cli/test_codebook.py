"""The codebook goes in and out unchanged."""

from pathlib import Path

import pytest

from .conftest import Run


def test_codebook_is_a_tree(run: Run, study: Path) -> None:
    codes = {code["name"]: code for code in run("codebook", study, "--json").json}
    assert set(codes["Order"]) >= {"name", "kind", "parent", "colour", "definition", "codings"}
    assert codes["Price anxiety"]["parent"] == "Needs"
    assert codes["Price anxiety"]["depth"] == 1
    assert codes["Price anxiety"]["codings"] == 4
    assert "· Price anxiety" in run("codebook", study).out


@pytest.mark.parametrize("name", ["codes.csv", "codes.yaml", "codes.yml"])
def test_export_and_import_change_nothing(run: Run, study: Path, name: str) -> None:
    assert run("codebook-export", study, name).code == 0
    before = run("codebook", study, "--json").json
    done = run("codebook-import", study, name)
    assert done.code == 0, done.err
    assert f"0 codes added, 0 updated, {len(before)} unchanged." in done.err
    assert run("codebook", study, "--json").json == before


def test_what_is_nearly_there_is_minded(run: Run, study: Path, tmp_path: Path) -> None:
    names = ["anxious about price", "Price anxieties", "Order", "Weather"]
    (tmp_path / "more.csv").write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
    done = run("codebook-import", study, "more.csv")
    assert done.code == 0, done.err
    minded = [line for line in done.err.splitlines() if line.startswith("Warning")]
    assert [any(name in line for line in minded) for name in names] == [True, True, False, False]
    assert all("There is “Price anxiety”, which is nearly the same." in line for line in minded)


@pytest.mark.parametrize("name", ["codes.csv", "codes.yaml"])
def test_awkward_texts_survive(run: Run, study: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "awkward.yaml").write_text(
        "codes:\n- name: '=SUM(A1)'\n  kind: pain\n  definition: |-\n    - one\n    - two: \"x\"\n"
        "  include: '@here'\n  children:\n  - name: \"-minus, 'quoted'\"\n    exclude: \"+x\"\n",
        encoding="utf-8",
    )
    assert run("codebook-import", study, "awkward.yaml").code == 0
    assert run("codebook-export", study, name).code == 0
    run("new", "other.study")
    done = run("codebook-import", "other.study", name)
    assert done.code == 0, done.err
    kept = ("name", "kind", "parent", "colour", "definition", "include", "exclude")
    first, second = (
        {
            code["name"]: [code[key] for key in kept]
            for code in run("codebook", path, "--json").json
            if code["name"].startswith(("=", "-"))
        }
        for path in (study, "other.study")
    )
    assert len(first) == 2
    assert first == second
