"""Personas out of the study for others, and the gate before."""

import json
import subprocess
import sys
from pathlib import Path

from jsonschema import validate

from .conftest import DRIFTERS, PLANNERS, Run


def test_every_format_is_written_and_comes_out_the_same_again(run: Run, study: Path) -> None:
    for form, count in (("markdown", 3), ("html", 3), ("docx", 1), ("json", 1)):
        first = run("export", study, "--format", form, "--to", "one")
        assert first.code == 0, first.err
        again = run("export", study, "--format", form, "--to", "two")
        paths = [
            (Path(a), Path(b)) for a, b in zip(first.out.split(), again.out.split(), strict=True)
        ]
        assert len(paths) == count
        for one, two in paths:
            assert one.read_bytes() == two.read_bytes()


def test_the_json_keeps_to_the_schema_that_is_printed(run: Run, study: Path) -> None:
    done = run("export", study, "--format", "json")
    schema = run("export", "--schema")
    assert schema.code == 0
    document = json.loads(Path(done.out.strip()).read_text(encoding="utf-8"))
    validate(document, schema.json)
    cited = {
        guid for one in document["personas"] for claim in one["codes"] for guid in claim["evidence"]
    }
    assert cited <= {coding["guid"] for coding in document["codings"]}


def test_names_and_words_can_be_left_out(run: Run, study: Path) -> None:
    for form in ("markdown", "html", "json"):
        done = run("export", study, "--format", form, "--to", form, "--redact", "names")
        assert done.code == 0, done.err
        for path in done.out.splitlines():
            text = Path(path).read_text(encoding="utf-8")
            assert not [name for name in PLANNERS + DRIFTERS if name in text]
    done = run("export", study, "--format", "html", "--redact", "names", "--redact", "quotes")
    everything = run("export", study, "--format", "html", "--to", "all", "--redact", "all")
    for one, two in zip(done.out.split(), everything.out.split(), strict=True):
        text = Path(one).read_text(encoding="utf-8")
        assert "check the price" not in text
        assert text == Path(two).read_text(encoding="utf-8")


def test_a_team_uses_its_own_templates(run: Run, study: Path, tmp_path: Path) -> None:
    done = run("persona-templates", "ours")
    assert done.code == 0, done.err
    assert run("persona-templates", "ours").code == 1
    (tmp_path / "ours/index.md.j2").write_text("# {{ dossiers|length }} of us\n")
    exported = run("export", study, "--format", "markdown", "--templates", "ours")
    assert Path(exported.out.split()[0]).read_text() == "# 2 of us\n"
    (tmp_path / "ours/index.md.j2").write_text("\n{{ nothing }}\n")
    broken = run("export", study, "--format", "markdown", "--templates", "ours")
    assert broken.code == 1
    assert "index.md.j2, line 2: 'nothing' is undefined" in broken.err
    assert run("export", study, "--format", "json", "--templates", "ours").code == 1


def test_the_check_tells_errors_from_warnings_by_its_exit_code(run: Run, study: Path) -> None:
    done = run("personas-check", study, "--json")
    rules = {complaint["rule"]: complaint["severity"] for complaint in done.json}
    assert rules["draft"] == "warning"
    assert done.code == (1 if "error" in rules.values() else 0)
    assert run("personas-check", study, "--strict").code == 1
    coding = run("codings", study, "--code", "Surprise", "--json").json[0]
    run("untag", study, coding["source"], "Surprise", "--span", coding["start"], coding["end"])
    after = run("personas-check", study, "--json")
    assert after.code == 1
    assert {"stale", "gone"} <= {complaint["rule"] for complaint in after.json}
    shown = run("personas-check", study)
    assert "error [gone] Surprise: " in shown.out
    assert shown.code == 1


def test_without_personas_there_is_nothing_to_check(run: Run) -> None:
    run("new", "empty.study")
    done = run("personas-check", "empty.study")
    assert done.code == 1
    assert "There are no personas yet." in done.err


def test_what_templates_and_word_need_is_not_loaded_for_the_other_commands() -> None:
    code = "import sys, interviewcoder.cli.app, interviewcoder.study.persona_exports\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"jinja2", "docx", "textual", "rich", "markupsafe"} & set(done.stdout.split())
