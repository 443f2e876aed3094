"""Which row of each list of a mode was highlighted when the study was closed, for the next time it is opened."""

from textual.screen import Screen

from .habits import Habits, is_guid
from .widgets.listing import Listing


def remember_rows(habits: Habits, mode: str, screen: Screen[None]) -> None:
    """Remember where the lists of a mode are."""
    for listing in screen.query(Listing):
        if listing.id and (row := listing.row) is not None:
            index = listing.highlighted or 0
            match row.key:
                case int() as number if number >= 0:
                    habits.rows[f"{mode}.{listing.id}"] = number
                case str() as text if is_guid(text):
                    habits.rows[f"{mode}.{listing.id}"] = text
                case _:
                    habits.rows[f"{mode}.{listing.id}"] = -1 - index


def begin_with_rows(habits: Habits, mode: str, screen: Screen[None]) -> None:
    """Have the lists of a mode begin there, once they are filled."""
    for listing in screen.query(Listing):
        place = habits.rows.get(f"{mode}.{listing.id}")
        if isinstance(place, int) and place < 0:
            listing.begin_at(index=-1 - place)
        elif place is not None:
            listing.begin_at(key=place)
