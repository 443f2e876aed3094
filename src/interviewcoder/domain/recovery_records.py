"""The public JSON shape of a recovery."""

from dataclasses import asdict
from typing import Any

from .recovery import Recovery


def recovery_record(recovery: Recovery) -> dict[str, Any]:
    """What was got back from a damaged study."""
    backup = recovery.backup
    return {
        "damaged": str(recovery.damaged),
        "new": str(recovery.new),
        "name": recovery.name,
        "complete": recovery.complete,
        "healthy": recovery.healthy,
        "tables": [asdict(table) for table in recovery.tables],
        "texts": [asdict(text) for text in recovery.texts],
        "lost_tags": [asdict(tag) for tag in recovery.lost_tags],
        "entries_kept": recovery.entries_kept,
        "entries_left_out": recovery.entries_left_out,
        "journal_mended": recovery.journal_mended,
        "rolled_back": recovery.rolled_back,
        "set_aside_in": str(recovery.aside) if recovery.aside else None,
        "report": str(recovery.report) if recovery.report else None,
        "backup": None
        if backup is None
        else {
            "path": str(backup.path),
            "made": backup.made.isoformat(),
            "entries_behind": backup.entries_behind,
        },
    }
