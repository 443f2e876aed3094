"""Names found by a language model that is installed; here one of rules, made for the test and installed as others are."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from interviewcoder.analysis.language import named_entities, naming_model
from interviewcoder.domain.name_review import NameKind
from interviewcoder.study import Study

RULES = [
    {"label": "PERSON", "pattern": "Tom Hale"},
    {"label": "PERSON", "pattern": "Grace"},
    {"label": "GPE", "pattern": "Leeds"},
    {"label": "ORG", "pattern": "Barclays"},
    {"label": "DATE", "pattern": "May"},
    {"label": "NORP", "pattern": "Dutch"},
]
_PACKAGE = """
from pathlib import Path
from spacy.util import load_model_from_init_py
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a model lies as pip would have put it there."""
    nlp = spacy.blank("en")
    nlp.meta |= {"name": "names_sm", "version": "1.0.0"}
    nlp.add_pipe("entity_ruler").add_patterns(RULES)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("site")
    package = folder / "en_names_sm"
    package.mkdir()
    nlp.to_disk(package / "en_names_sm-1.0.0")
    (package / "__init__.py").write_text(_PACKAGE)
    (package / "meta.json").write_text((package / "en_names_sm-1.0.0" / "meta.json").read_text())
    told = folder / "en_names_sm-1.0.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: en_names_sm\nVersion: 1.0.0\n")
    (told / "entry_points.txt").write_text("[spacy_models]\nen_names_sm = en_names_sm\n")
    return folder


def run(site: Path, *arguments: str) -> str:
    """What Python prints in a process that has the model: which are installed is asked once a process."""
    path = os.pathsep.join((str(site), *sys.path))
    ran = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


_FIND = """
import json, sys
from interviewcoder.analysis.language import named_entities, naming_model
text = sys.argv[1]
found = [(text[span.start : span.end], kind) for span, kind in named_entities(text, "en-GB")]
print(json.dumps([naming_model("en"), found]))
"""


def test_kinds_of_names(site: Path) -> None:
    text = (
        "Tom Hale and Grace left Leeds in May with Barclays, the Dutch say. " + "So Leeds. " * 2_000
    )
    model, found = json.loads(run(site, "-c", _FIND, text))
    assert model == "en_names_sm"
    assert found[:4] == [
        ["Tom Hale", NameKind.PERSON],
        ["Grace", NameKind.PERSON],
        ["Leeds", NameKind.PLACE],
        ["Barclays", NameKind.ORGANISATION],
    ]
    assert found[4:] == [["Leeds", NameKind.PLACE]] * 2_000


def test_what_a_study_is_offered(site: Path, tmp_path: Path) -> None:
    path, listed = tmp_path / "a.study", tmp_path / "names.csv"
    (tmp_path / "a.txt").write_text(
        "Interviewer: And?\n\nZora: So I met Tom Hale in Leeds. Grace has grace. Hale is well.\n"
    )
    with Study.create(path, coder="Kim", codebook=()) as study:
        list(study.sources.import_files([tmp_path / "a.txt"]))
    command = (
        "-m",
        "interviewcoder",
        "pseudonymise",
        str(path),
        "--propose",
        str(listed),
        "--json",
    )
    review = json.loads(run(site, *command))
    assert review["notices"] == []
    names = {one["name"]: one for one in review["names"]}
    tom, leeds, grace = names["Tom Hale"], names["Leeds"], names["Grace"]
    assert (tom["kind"], tom["accept"], tom["pseudonym"]) == ("person", True, "[Person 1]")
    assert (leeds["kind"], leeds["accept"], leeds["pseudonym"]) == ("place", False, "[Place 1]")
    assert (grace["accept"], grace["capital"]) == (False, True)


def test_no_model() -> None:
    assert naming_model("xx-none") is None
    assert list(named_entities("Tom Hale", "xx-none")) == []
