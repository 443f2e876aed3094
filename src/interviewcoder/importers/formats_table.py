"""The table of formats in docs/formats.md.

Make it again with: python -m interviewcoder.importers.formats_table docs/formats.md
"""

import re
import sys
from pathlib import Path

from .registry import FORMATS

_BEGINS = "<!-- made by interviewcoder.importers.formats_table -->"
_ENDS = "<!-- end of what is made -->"


def formats_table() -> str:
    """A Markdown table with a row a format, in the order in which they are asked."""
    lines = [
        "| `--format` | files | suffixes | recognised by | speakers | times |",
        "|---|---|---|---|---|---|",
    ]
    for known in FORMATS:
        suffixes = " ".join(f"`{suffix}`" for suffix in known.suffixes)
        cells = (
            f"`{known.name}`",
            known.label,
            suffixes,
            known.signs,
            known.speakers,
            known.times,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def with_table(page: str) -> str:
    """The page with the table as it is now between its two marks."""
    made = f"{_BEGINS}\n{formats_table()}\n{_ENDS}"
    return re.sub(f"{re.escape(_BEGINS)}.*?{re.escape(_ENDS)}", lambda _: made, page, flags=re.S)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
