"""The codebook as a REFI-QDA codebook file (.qdc)."""

from collections.abc import Sequence

from interviewcoder.domain.codebook import CodeBranch
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedCode

from .refi_codes import kind_sets, write_codes
from .refi_xml import RefiXml

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def codebook_qdc(branches: Sequence[CodeBranch]) -> bytes:
    """The tree of codes with their kinds as sets; when to use a code stands in its description.

    Raises:
        StudyError: there is no code, which the format cannot say.
    """
    if not branches:
        raise StudyError("There are no codes to write.", "Add a code first.")
    guids = {branch.code.id: branch.code.guid for branch in branches}
    codes = [
        ExchangedCode(
            code.guid,
            code.name,
            code.kind,
            # A code at depth 0 is a root even when its parent is known: such codes form a loop.
            guids.get(code.parent_id or 0) if branch.depth else None,
            code.colour,
            code.definition,
            code.include,
            code.exclude,
        )
        for branch in branches
        for code in (branch.code,)
    ]
    xml = RefiXml()
    with xml.start("CodeBook", xmlns=NAMESPACE, origin="interviewcoder"):
        write_codes(xml, codes)
        with xml.start("Sets"):
            for guid, name, members in kind_sets(codes):
                with xml.start("Set", guid=guid, name=name):
                    for member in members:
                        xml.element("MemberCode", guid=member)
    return xml.content()
