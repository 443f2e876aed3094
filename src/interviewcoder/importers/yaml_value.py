"""YAML from strangers: no aliases, no bottomless nesting, no types of Python."""

from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

_DEEPEST = 200
"""Levels; a deeper file is no list that a person keeps."""


def parse_yaml(text: str, what: str, *, longest: int, plain: bool = False) -> Any:
    """The value that a YAML text holds: mappings, lists, texts, numbers.

    Args:
        text: the YAML.
        what: what the file is called in messages, such as `codebook`.
        longest: the most characters that are read.
        plain: leave every scalar the text that it is, so that `no` and `2026-01-31` are not read as
            something else.

    Raises:
        StudyError: it is too long, uses aliases, is nested too deep or is not YAML.
    """
    import yaml

    if len(text) > longest:
        raise StudyError(
            f"The {what} has {len(text)} characters; {longest} is the most.",
            "Divide it into several files.",
        )
    # The reader in C is ten times faster; where it was not built, the one in Python does the same.
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if plain else yaml.SafeLoader
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise StudyError("The YAML uses aliases (*name).", "Write each one out in full.")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise StudyError(
                    f"The YAML cannot be read: it is nested deeper than {_DEEPEST} levels.",
                    "Flatten it.",
                )
        return yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise StudyError(
            f"The YAML cannot be read: {one_line(str(error), 160)}.",
            "Check its indentation and its quotes.",
        ) from error
