"""What the terminal can do, told from its variables: nothing is asked of it, which some answer late or never."""

import codecs
import locale
import os
import shutil
import sys
from collections.abc import Iterator

from ...domain.diagnosis import Observation, Verdict

_PART = "terminal"
_SMALLEST = (60, 20)
_OLD = frozenset({"linux", "vt100", "vt102", "vt220", "ansi", "cons25", "sun", "xterm-mono"})
_TRUE_COLOUR = frozenset({"truecolor", "24bit"})
_NO_CLIPBOARD = frozenset({"Apple_Terminal"})


def terminal() -> Iterator[Observation]:
    """Size, colours, characters, and what stands between the program and the screen."""
    name = os.environ.get("TERM", "")
    yield _kind(name)
    yield _size()
    yield _colours(name)
    yield _characters()
    yield from _between()


def _kind(name: str) -> Observation:
    if not (sys.stdin is not None and sys.stdin.isatty()):
        return Observation(_PART, "kind", f"TERM={name}; this command's input is no terminal")
    program = os.environ.get("TERM_PROGRAM", "")
    seen = f"TERM={name}" + (f", {program}" if program else "")
    if name in ("", "dumb", "unknown"):
        remedy = "Run it in a terminal, with TERM as that sets it; the commands for scripts work."
        return Observation(_PART, "kind", seen, Verdict.ERROR, remedy)
    if name in _OLD:
        remedy = "Lines and colours may be poor; a newer terminal shows them better."
        return Observation(_PART, "kind", seen, Verdict.WARNING, remedy)
    return Observation(_PART, "kind", seen)


def _size() -> Observation:
    columns, lines = shutil.get_terminal_size((0, 0))
    if not columns:
        return Observation(_PART, "size", "not known")
    small = columns < _SMALLEST[0] or lines < _SMALLEST[1]
    return Observation(
        _PART,
        "size",
        f"{columns} x {lines}",
        Verdict.WARNING if small else Verdict.OK,
        "Make it 60 x 20 or larger." if small else "",
    )


def _colours(name: str) -> Observation:
    if os.environ.get("NO_COLOR"):
        return Observation(_PART, "colours", "none, since NO_COLOR is set")
    told = os.environ.get("COLORTERM", "")
    if told in _TRUE_COLOUR or name.endswith("-direct"):
        return Observation(_PART, "colours", f"16 million (COLORTERM={told})")
    if "256" in name:
        remedy = "If the terminal can show more: set COLORTERM=truecolor."
        return Observation(_PART, "colours", "256", Verdict.OK, remedy)
    remedy = "If the terminal can show more: set TERM=xterm-256color or COLORTERM=truecolor."
    return Observation(_PART, "colours", "8 or 16", Verdict.OK, remedy)


def _characters() -> Observation:
    encoding = locale.getpreferredencoding(False)
    told = next(
        (
            f"{name}={os.environ[name]}"
            for name in ("LC_ALL", "LC_CTYPE", "LANG")
            if os.environ.get(name)
        ),
        "no locale is set",
    )
    output = getattr(sys.stdout, "encoding", None) or encoding
    if all(_is_utf8(one) for one in (encoding, output)):
        return Observation(_PART, "characters", f"UTF-8 ({told})")
    return Observation(
        _PART,
        "characters",
        f"{encoding}, output in {output} ({told})",
        Verdict.WARNING,
        "Set a UTF-8 locale, such as LANG=C.UTF-8, or PYTHONUTF8=1: else letters are replaced.",
    )


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def _between() -> Iterator[Observation]:
    """The multiplexer, the other computer, and what both mean for copying."""
    between = []
    remedy = ""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        between.append("SSH")
        remedy = "The terminal at your end must allow OSC 52 for the key that copies."
    if os.environ.get("STY"):
        between.append("GNU screen")
        remedy = "GNU screen keeps copied text from the clipboard; tmux passes it on."
    if os.environ.get("TMUX"):
        between.append("tmux")
        remedy = (
            "For copying and all colours, in tmux's settings: set -g set-clipboard on; "
            "set -ga terminal-features ',*:RGB'"
        )
    if os.environ.get("TERM_PROGRAM") in _NO_CLIPBOARD:
        remedy = "This terminal does not let programs copy (OSC 52); iTerm2, kitty or WezTerm do."
    yield Observation(_PART, "in between", ", ".join(between) or "nothing", Verdict.OK, remedy)
