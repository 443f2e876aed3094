"""GUIDs of an exchanged study in one form, whatever form they came in."""

import re
from dataclasses import fields, replace
from typing import Any

from .exchange import ExchangedStudy, derived_guid

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def normal_guid(written: str) -> str:
    """A GUID in lower case without braces; for what is none, always the same one.

    >>> normal_guid("{2CE89C66-C28D-473B-B5C4-6CF87D20EF04}")
    '2ce89c66-c28d-473b-b5c4-6cf87d20ef04'
    """
    guid = written.strip().strip("{}").lower()
    return guid if _GUID.fullmatch(guid) else derived_guid("written", written)


def with_normal_guids(study: ExchangedStudy) -> ExchangedStudy:
    """The study with all its GUIDs, and what points to them, in one form."""
    things = {
        field.name: tuple(_normal(thing) for thing in value)
        for field in fields(study)
        if isinstance(value := getattr(study, field.name), tuple)
        and field.name not in ("told", "not_carried")
    }
    return replace(study, guid=normal_guid(study.guid), **things)  # type: ignore[arg-type]


def _normal(thing: Any) -> Any:
    changed: dict[str, object] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name.endswith("guid") and value and not _GUID.fullmatch(value):
            changed[field.name] = normal_guid(value)
        elif field.name.endswith("guids"):
            changed[field.name] = tuple(map(normal_guid, value))
    return replace(thing, **changed) if changed else thing
