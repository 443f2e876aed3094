"""The order of all tests: the longest begins first, else it runs at the end alone, for two minutes."""

import pytest

LONGEST = "test_interviews_are_coded_by_keys_and_undone"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put it in front."""
    items.sort(key=lambda item: item.name != LONGEST)
