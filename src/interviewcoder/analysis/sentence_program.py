"""A program that finds the sentences of passages, so that the language tools are loaded in a process that ends.

They take some 70 MiB and half a second, in which a screen could not answer keys. `sentence_process.py` starts it. It is
given `{"language": …, "passages": [[start, text], …]}` and tells the starts and ends of all sentences as one list of numbers.
"""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Read what is asked, and answer."""
    if hasattr(os, "nice"):
        # Whoever reads the text meanwhile comes first.
        os.nice(5)
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from interviewcoder.analysis.language import sentences

    asked = json.load(sys.stdin)
    passages = [(start, text) for start, text in asked["passages"]]
    found = [
        edge for span in sentences(passages, asked["language"]) for edge in (span.start, span.end)
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
