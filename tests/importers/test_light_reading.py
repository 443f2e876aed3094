import subprocess
import sys

import pytest

from .pdf_builder import Text, pdf

READ = """
import sys
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.importers.registry import read_source
source = read_source("a", sys.stdin.buffer.read(), ImportOptions())
print(source.format, *sorted({"lxml", "pypdfium2", "docx", "defusedxml"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("data", "loaded"),
    [
        (b"Ana: One.\n\nBen: Two.\n", "text"),
        (rb"{\rtf1 Ana: One.\par Ben: Two.}", "rtf"),
        (b"<html><p>Ana: One.<p>Ben: Two.", "html lxml"),
        (pdf([Text(72, 700, "Ana: One."), Text(72, 680, "Ben: Two.")]), "pdf"),
    ],
    ids=["text", "rtf", "html", "pdf"],
)
def test_a_library_is_loaded_by_the_format_that_needs_it(data, loaded):
    done = subprocess.run([sys.executable, "-c", READ], input=data, capture_output=True, check=True)
    assert done.stdout.decode().strip() == loaded
