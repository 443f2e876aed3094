"""How a rule goes on that is being written: names of attributes, and values of choices."""

import re
from collections.abc import Sequence

from textual.suggester import Suggester

from ...domain.participant import Attribute, AttributeType
from ...domain.query import quoted

_LAST_WORD = re.compile(r'(?:^|[\s(])("(?:[^"\\]|\\.)*"?|[^\s"()=<>!:]+)$')
_LAST_VALUE = re.compile(
    r'(?:^|[\s(])("(?:[^"\\]|\\.)+"|[^\s"()=<>!:]+)!?=("(?:[^"\\]|\\.)*|[^\s"()=<>!:]*)$'
)


class RuleSuggester(Suggester):
    """Completes the last word of a rule, as `→` takes it over.

    Args:
        attributes: those the study has.
    """

    def __init__(self, attributes: Sequence[Attribute]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = [quoted(attribute.name) for attribute in attributes]
        self._values = {
            quoted(attribute.name).casefold(): [quoted(value) for value in _values(attribute)]
            for attribute in attributes
        }

    async def get_suggestion(self, value: str) -> str | None:
        """The rule with its last word whole; None when nothing begins so."""
        if found := _LAST_VALUE.search(value):
            return _completed(value, found[2], self._values.get(found[1].casefold(), ()))
        if found := _LAST_WORD.search(value):
            return _completed(value, found[1], self._names)
        return None


def _values(attribute: Attribute) -> Sequence[str]:
    return ("yes", "no") if attribute.type is AttributeType.YES_NO else attribute.choices


def _completed(rule: str, begun: str, offered: Sequence[str]) -> str | None:
    folded = begun.casefold()
    for whole in offered:
        if whole.casefold().startswith(folded) and len(whole) > len(begun):
            return rule[: len(rule) - len(begun)] + whole
    return None
