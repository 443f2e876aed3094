"""What the program's exit code tells a script."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes; documented in docs/cli.md."""

    DONE = 0
    """All that was asked for is done."""
    FAILED = 1
    """Nothing was done, or a check found something bad; stderr says why and what helps."""
    USAGE = 2
    """The command line itself cannot be understood."""
    PARTLY = 3
    """Some files failed, and the rest is in the study; or some of a damaged study was lost."""
    INTERRUPTED = 130
    """Stopped by Ctrl+C; what was acknowledged before is kept."""
