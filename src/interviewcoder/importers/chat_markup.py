"""CHAT's marks in an utterance into readable words.

What is kept: the words as they were said, repetitions and corrections too, pauses, and sounds in brackets. What
goes: codes in brackets, overlaps, intonation, and the form that somebody should have said. Source: the CHAT manual.
"""

import re

BULLET = re.compile("[\x15␕]\\s*(?:%snd:\\S*?|%mov:\\S*?)?_?(\\d+)_(\\d+)\\s*[\x15␕]")
"""A media bullet with start and end in milliseconds; importing makes its control characters visible."""

_BROKEN_BULLET = re.compile("[\x15␕][^\x15␕]{0,200}[\x15␕]|[\x15␕]")
_SOUND = re.compile(r"\[=!\s*([^\]]*)\]")
_REPEATED = re.compile(r"\[x\s*(\d+)\]")
_OTHER_VOICE = re.compile(r"&\*([A-Z0-9]{2,7})[:=](\S+)")
_SOUND_WORD = re.compile(r"&=(\S+)")
_CODE = re.compile(
    r"\[(?:[/<>!?*\"^%#+:=-][^\[\]]*|\"|e|>\d|<\d)\]|\+(?:<|\^|,|\+|\"(?![/.]))(?=\s)"
)
_LINKED = re.compile(r"\+([!?]?)(?:\"?/{1,2})?(\.{1,3}|\?)|\+\"\.")
_STRICT = re.compile(r"\s(?:[.?!]|\+[\"/.!?]+)\s*(?:\[\+[^\]]*\]\s*)*$")
_STOP = re.compile(r"\s+([.?!,;…–])")
_OMITTED = re.compile(r"(?<!\S)0[\w']*(?!\S)")
_PREFIXED = re.compile(r"(?<!\S)&[-+~]?(?=\w)")
_FORM = re.compile(r"(?<=\w)@[a-z]\S*")
_LENGTHENED = re.compile(r"(?<=\w):+(?=[\w,.?!]|\s|$)")
_SHORTENED = re.compile(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)")
_PROSODY = re.compile("[↑↓⇗↗→↘⇘≠∆∇°⁎⌈⌉⌊⌋ˈˌ↫▁▔☺∬Ϋ∮↻↺∲§≈≋∙„‡]")
_OPEN, _COLON = "\ue000", "\ue001"
"""Stand for a bracket and a colon that are to stay, while the others are taken for marks."""
_KEPT = str.maketrans({_OPEN: "[", _COLON: ":"})
_SPACES = str.maketrans(":_", "  ")
_UNHEARD = {"xxx": "[unintelligible]", "yyy": "[unintelligible]", "www": "[not transcribed]"}
_UNHEARD_WORD = re.compile(r"(?<!\S)(xxx|yyy|www)(?![\w])")


def readable(utterance: str) -> str:
    """The words of an utterance without CHAT's marks.

    Marks inside words are only looked for where the utterance is written in CHAT's manner, with a space before
    its end; so what others call CHAT keeps its colons.

    >>> readable("<I want> [//] &-uh I nee:d xxx (be)cause@d +...")
    'I want uh I need [unintelligible] because…'
    """
    text = _BROKEN_BULLET.sub("", utterance)
    is_strict = _STRICT.search(text) is not None
    text = _OTHER_VOICE.sub(f"{_OPEN}\\1{_COLON} \\2]", text)
    text = _REPEATED.sub("(x\\1)", text)
    text = _SOUND.sub(f"{_OPEN}\\1]", text)
    text = _CODE.sub("", text)
    text = _SOUND_WORD.sub(lambda found: f"[{found[1].translate(_SPACES)}]", text)
    if "<" in text:
        text = re.sub(r"(?<!\S)<|>(?!\S)", "", text)
    text = _UNHEARD_WORD.sub(lambda found: _UNHEARD[found[1]], text)
    text = _PREFIXED.sub("", text)
    if is_strict:
        text = _without_marks_in_words(text)
    return " ".join(_STOP.sub(r"\1", " ".join(text.split())).split()).translate(_KEPT)


def _without_marks_in_words(text: str) -> str:
    text = _LINKED.sub(_linked, text)
    text = _OMITTED.sub("", text)
    text = _FORM.sub("", text)
    text = _SHORTENED.sub(lambda found: found[1] or found[2], text)
    text = _LENGTHENED.sub("", text)
    text = re.sub(r"(?<=\w)[_+](?=\w)", " ", text)
    return _PROSODY.sub("", text)


def _linked(found: re.Match[str]) -> str:
    """Ends of utterances: trailed off is `…`, interrupted is a dash, quoted is a full stop."""
    mark, stop = found[1] or "", found[2] or "."
    if "/" in found[0]:
        return "–"
    if stop.startswith(".."):
        return "…"
    return mark or stop
