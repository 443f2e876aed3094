"""The dialog that tells what was erased or replaced for good, and which files still hold it."""

from textual.content import Content

from ...domain.erasure import ErasureReport
from ...domain.pseudonym_plan import PseudonymReport
from ...domain.rewriting import BEYOND
from ...domain.text import visible
from ..labels import SOFT
from ..widgets.paragraphs import paragraph
from .report import ReportDialog


class GoneForGoodDialog(ReportDialog):
    """Stays until it is closed: whose files hold a name has to look at each of them.

    Args:
        title: what was done.
        report: what came of it.
    """

    CSS = """
    GoneForGoodDialog #dialog Listing { max-height: 18; }
    GoneForGoodDialog.-short #dialog Listing { max-height: 12; }
    """

    def __init__(self, title: str, report: ErasureReport | PseudonymReport) -> None:
        told = [paragraph(Content(visible(line))) for line in report.told()]
        files = [paragraph(Content.styled(visible(f"  {one}"), "bold")) for one in report.found]
        if files:
            told += [paragraph(Content("These files still hold names or words:")), *files]
        told.append(paragraph(Content.styled(BEYOND, SOFT)))
        super().__init__(title, Content("Nothing takes it back."), told, hint="Enter: close")
