"""Headers as people read them: without mark-up, and their keys for comparing."""

import html
import re

from interviewcoder.domain.text import name_key, one_line

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I)
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2060-\u2064]")
_LONGEST = 2000
_NOT_LETTERS = re.compile(r"[^\w]|_")


def plain_header(raw: str) -> str:
    """A header on one line, without tags and entities; one that is longer than any question is cut.

    One without anything to see is empty.

    >>> plain_header("<b>What&nbsp;now?</b><br>Tell us.")
    'What now? Tell us.'
    """
    text = raw
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    line = one_line(text.replace("\ufeff", ""), _LONGEST)
    return line if _VISIBLE.search(line) else ""


def header_key(header: str) -> str:
    """What a header is recognised by: its letters and digits, in lower case.

    >>> header_key("Start time"), header_key("start_time"), header_key("#")
    ('starttime', 'starttime', '#')
    """
    key = name_key(header)
    return _NOT_LETTERS.sub("", key) or key.strip()
