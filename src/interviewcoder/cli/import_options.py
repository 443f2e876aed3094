"""From the options of `import` to how files are read."""

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from interviewcoder.domain.imported import ImportOptions, VoiceMapping
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import clean_name

# The label may hold a colon and the name an equals sign: the role between them is what divides the two.
_SPEAKER = re.compile(rf"(.*?)=({'|'.join(Role)})(?::(.*))?", re.I | re.S)


def import_options(
    *,
    format_name: str | None,
    encoding: str | None,
    interviewers: Sequence[str],
    speakers: Sequence[str],
    text_columns: Sequence[str],
    attribute_columns: Sequence[str],
    id_column: str | None,
    mapping: Path | None,
    sheet: str | None,
) -> ImportOptions:
    """How the user wants files to be read.

    Raises:
        StudyError: the file of the mapping cannot be used.
        typer.BadParameter: a speaker is not written as label, role and name.
    """
    from .own_settings import own_settings

    used = None
    if mapping is not None:
        from interviewcoder.study.mapping_files import read_mapping

        used = read_mapping(mapping)
    return ImportOptions(
        format=format_name,
        encoding=encoding,
        interviewers=tuple(interviewers),
        usual_interviewers=own_settings().interviewers,
        text_columns=tuple(text_columns),
        attribute_columns=tuple(attribute_columns),
        id_column=id_column,
        mapping=used,
        voices=tuple(map(_voice, speakers)),
        sheet=sheet,
    )


def _voice(written: str) -> VoiceMapping:
    """`Speaker 1=participant:Maria` as what it says."""
    found = _SPEAKER.fullmatch(written)
    if found is None:
        roles = ", ".join(Role)
        raise typer.BadParameter(
            f"--speaker '{written}' is not LABEL=ROLE or LABEL=ROLE:NAME; the roles are: {roles}."
        )
    role = Role(found[2].lower())
    name = (found[3] or "").strip()
    if name and role is not Role.PARTICIPANT:
        raise typer.BadParameter(f"--speaker '{written}': only a participant has a name.")
    label = found[1].strip()
    return VoiceMapping(label, role, clean_name(name, "participant's name") if name else None)
