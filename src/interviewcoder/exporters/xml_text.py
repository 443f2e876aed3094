"""Text that XML can hold."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    r"""The text with U+FFFD for each character that XML 1.0 refuses.

    >>> legal("a\x00b\uffff")
    'a�b�'
    """
    return _NOT_IN_XML.sub("\ufffd", text)
