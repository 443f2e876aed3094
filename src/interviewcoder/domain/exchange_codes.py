"""Makes exchanged codes ones that a codebook can keep: parents first, each with a name of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .exchange import ExchangedCode
from .exchange_names import FreeNames, usable_name
from .text import sanitise


def sound_codes(given: Sequence[ExchangedCode], told: list[str]) -> list[ExchangedCode]:
    """The codes parents first, with names apart; one whose parent is not there, or is below it, is at the top.

    Args:
        given: codes.
        told: takes a sentence on names that had to be changed.
    """
    by_guid: dict[str, ExchangedCode] = {}
    for code in given:
        by_guid.setdefault(code.guid, code)
    children: dict[str | None, list[ExchangedCode]] = {}
    for code in by_guid.values():
        parent = code.parent_guid if code.parent_guid in by_guid else None
        children.setdefault(parent, []).append(replace(code, parent_guid=parent))
    names, ordered = FreeNames(), dict[str, ExchangedCode]()
    pending = list(reversed(children.get(None, [])))
    # Codes that are below one another in a circle hang on none of these; the first of them comes to the top.
    remaining = iter(by_guid.values())
    while True:
        if not pending:
            left = next((code for code in remaining if code.guid not in ordered), None)
            if left is None:
                told.extend(names.told("codes"))
                return list(ordered.values())
            pending.append(replace(left, parent_guid=None))
        code = pending.pop()
        if code.guid in ordered:
            continue
        above = ordered.get(code.parent_guid or "")
        name = names.free(
            usable_name(code.name, f"code {len(ordered) + 1}"),
            usable_name(by_guid[above.guid].name, above.name) if above else "",
        )
        ordered[code.guid] = replace(
            code,
            name=name,
            colour=_colour(code.colour),
            definition=sanitise(code.definition).strip(),
            include=sanitise(code.include).strip(),
            exclude=sanitise(code.exclude).strip(),
        )
        pending.extend(reversed(children.get(code.guid, [])))


def _colour(written: str | None) -> str | None:
    """A colour as `#rrggbb`; None where it is none."""
    colour = (written or "").strip().lower()
    if re.fullmatch("#[0-9a-f]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:])
    return colour if re.fullmatch("#[0-9a-f]{6}", colour) else None
