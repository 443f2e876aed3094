"""The help has an example everywhere, and docs/cli.md knows every command, option, key and exit code."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from interviewcoder.cli.app import app
from interviewcoder.cli.exit_codes import ExitCode

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = GROUP.commands
SECTIONS = {
    match[1]: match[2]
    for match in re.finditer(r"^### `([\w-]+)[^`]*`\n(.*?)(?=^##|\Z)", REFERENCE, re.M | re.S)
}


def options_of(command: Any) -> list[str]:
    return [
        option
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in parameter.opts
        if option not in ("-h", "--help")
    ]


def parse(line: str) -> None:
    """Parse a command line without running it."""
    program, name, *arguments = shlex.split(line)
    assert program == "interviewcoder"
    COMMANDS[name].make_context(name, arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_that_parses(name: str) -> None:
    (example,) = re.findall(r"Example:\n\s*(.*)", COMMANDS[name].help)
    assert example.split()[1] == name
    parse(example)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_reference_documents_the_command(name: str) -> None:
    section = SECTIONS[name]
    for option in options_of(COMMANDS[name]):
        assert f"`{option}" in section, f"{name} {option} is not in docs/cli.md"
    for option in re.findall(r"^\| `(--[\w-]+)", section, re.M):
        assert option in options_of(COMMANDS[name]), f"{name} has no {option}"
    examples = re.findall(r"^    (interviewcoder .*)", section, re.M)
    assert examples
    for example in examples:
        parse(example)


def test_the_reference_documents_nothing_else() -> None:
    assert set(SECTIONS) == set(COMMANDS)


def test_the_reference_documents_the_exit_codes() -> None:
    for code in ExitCode:
        assert f"| {code.value} |" in REFERENCE


def test_the_reference_documents_the_options_of_the_program() -> None:
    for option in options_of(GROUP):
        assert f"`{option}`" in REFERENCE


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    shown = GROUP.get_help(typer.Context(GROUP, info_name="interviewcoder"))
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", shown, re.M)


def test_the_script_in_the_reference_parses() -> None:
    script = REFERENCE.partition("```sh\n")[2].partition("```")[0]
    lines = script.splitlines()
    assert len(lines) == 10
    for line in lines[1:]:
        parse(line)
