"""interviewcoder: from interviews and survey answers to personas that can be defended.

The public Python API is `Study`, with the errors and values that its verbs take and return. It is loaded
when it is first asked for, so that `import interviewcoder` costs nothing.

>>> import tempfile, pathlib
>>> from interviewcoder import Study
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "ana.txt").write_text("Interviewer: What matters?\\n\\nAna: I need dinner decided for me.\\n")
>>> with Study.create(folder / "box.study", coder="Maya") as study:
...     for event in study.sources.import_files([folder / "ana.txt"]):
...         pass
...     ana = study.sources.get("ana")
...     need = study.codebook.get("Needs")
...     span = study.codings.locate(ana.id, "need dinner decided")
...     _ = study.codings.tag(ana.id, span, [need.id])
...     [(coding.participant, coding.code, coding.text) for coding in study.codings.list()]
[('Ana', 'Needs', 'need dinner decided')]
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .domain.errors import StudyError
    from .domain.imported import ImportOptions
    from .domain.passphrase import Passphrase
    from .study import Study

__all__ = ["ImportOptions", "Passphrase", "Study", "StudyError", "__version__"]

__version__ = "0.1.0"

_HOMES = {
    "Study": "interviewcoder.study",
    "StudyError": "interviewcoder.domain.errors",
    "ImportOptions": "interviewcoder.domain.imported",
    "Passphrase": "interviewcoder.domain.passphrase",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
