"""The service: an open study and the researcher's verbs. `Study` is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .study import Study

__all__ = ["Study"]


def __getattr__(name: str) -> Any:
    """Load `Study`, and with it SQLModel, on first use."""
    if name != "Study":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .study import Study

    return Study
