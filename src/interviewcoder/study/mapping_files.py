"""Files that say how the columns of a survey are used."""

from pathlib import Path

from ..domain.errors import StudyError
from ..domain.survey_mapping import SurveyMapping
from .files import read_bytes, shown, write_text

_SUFFIXES = {".yaml", ".yml", ".json"}


def read_mapping(path: str | Path) -> SurveyMapping:
    """The mapping in a YAML or JSON file.

    Raises:
        StudyError: it cannot be read or is no mapping.
    """
    from ..importers.mapping_file import read_mapping as understood

    file = Path(path)
    return understood(file.name, read_bytes(file))


def mapping_path(path: str | Path, *, replace: bool = False) -> Path:
    """Where a mapping can be written.

    Raises:
        StudyError: the suffix tells no format, or there is a file that must not be replaced.
    """
    file = Path(path)
    if file.suffix.lower() not in _SUFFIXES:
        raise StudyError(
            f"'{shown(file.name)}' does not say which format it wants.",
            "End it in .yaml or .json.",
        )
    if not replace and (file.exists() or file.is_symlink()):
        raise StudyError(
            f"There is a file {shown(file)} already.", "Give another name, or remove it first."
        )
    return file


def write_mapping(
    mapping: SurveyMapping, path: str | Path, *, title: str, replace: bool = False
) -> Path:
    """Write a mapping as YAML or JSON, by the file's suffix.

    Args:
        mapping: what to write.
        path: where.
        title: what the table is called.
        replace: whether a file that is there may go: somebody may have changed it by hand.

    Raises:
        StudyError: the suffix is neither, there is a file, or it cannot be written.
    """
    file = mapping_path(path, replace=replace)
    is_json = file.suffix.lower() == ".json"
    return write_text(file, mapping_text(mapping, title=title, as_json=is_json))


def mapping_text(mapping: SurveyMapping, *, title: str, as_json: bool = False) -> str:
    """A mapping as `write_mapping` writes it."""
    from ..exporters.survey_mapping import mapping_json, mapping_yaml

    return mapping_json(mapping) if as_json else mapping_yaml(mapping, title)
