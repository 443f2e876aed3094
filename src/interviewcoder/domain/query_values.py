"""Values in queries: attributes compared by their type."""

import operator
import re
from collections.abc import Callable
from typing import Any

from .errors import StudyError
from .participant import Attribute, AttributeType, canonical_value
from .query import Comparison, Operator, QueryError, Value
from .query_names import name_test
from .text import name_key, one_line

_ORDERS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}
_ORDERED = (AttributeType.NUMBER, AttributeType.DATE)
_PART_OF_DATE = re.compile(r"[\d-]*")


def value_test(comparison: Comparison, attribute: Attribute) -> Callable[[str], bool]:
    """Whether a stored value (empty: there is none) is what the comparison asks for.

    Raises:
        QueryError: the comparison does not fit the attribute's type.
    """
    if comparison.operator.is_order:
        return _order_test(comparison, attribute)
    finds_missing = any(not v.is_prefix and not name_key(v.text) for v in comparison.values)
    canonical = [_canonical(value, attribute) for value in comparison.values]
    fits = name_test(value for value in canonical if value.is_prefix or value.text)
    if comparison.operator is Operator.NOT_EQUAL:
        return lambda stored: bool(stored) and not fits(stored)
    return lambda stored: fits(stored) if stored else finds_missing


def _order_test(comparison: Comparison, attribute: Attribute) -> Callable[[str], bool]:
    if attribute.type not in _ORDERED:
        raise QueryError(
            f"'{one_line(attribute.name, 60)}' is a {attribute.type} and has no order",
            comparison.column,
            "Compare it with = or !=, or make it a number or a date.",
        )
    compare = _ORDERS[comparison.operator]
    bound = _sortable(_canonical(comparison.values[0], attribute).text, attribute.type)

    def fits(stored: str) -> bool:
        if not stored:
            return False
        try:
            return compare(_sortable(stored, attribute.type), bound)
        except ValueError:
            return False

    return fits


def _sortable(value: str, attribute_type: AttributeType) -> float | str:
    return float(value) if attribute_type is AttributeType.NUMBER else value


def _canonical(value: Value, attribute: Attribute) -> Value:
    """The value as it would be stored; of one with a `*`, the beginning."""
    if not value.is_prefix:
        if not name_key(value.text):
            return Value("")
        try:
            return Value(canonical_value(attribute.type, value.text))
        except StudyError as error:
            raise QueryError(
                f"'{one_line(attribute.name, 60)}' is a {attribute.type} and cannot be "
                f"compared with '{one_line(value.text, 60)}'",
                value.column,
                error.remedy,
            ) from None
    is_part = {
        AttributeType.NUMBER: not value.text,
        AttributeType.YES_NO: not value.text,
        AttributeType.DATE: _PART_OF_DATE.fullmatch(value.text) is not None,
    }
    if is_part.get(attribute.type, True):
        return value
    raise QueryError(
        f"'{one_line(attribute.name, 60)}' is a {attribute.type} and cannot be compared "
        f"with a beginning",
        value.column,
        "Leave out the '*'.",
    )
