"""Files with structure of which a part is missing, of another kind or cut off: sound sources or one kind of error."""

import copy
import json
import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from .test_any_bytes import attempt
from .test_elan import aligned, depending, eaf, tier
from .test_speech_json import FILES
from .test_textgrid import LONG
from .test_timelines import EXB, FLK, TRS

ODD = [
    None,
    "",
    " ",
    [],
    {},
    [None],
    [[]],
    -1,
    0,
    True,
    1.5e308,
    10**30,
    "x",
    "-5s",
    "PT",
    {"name": None},
    "\x1b[2J",
    "\ud800",
]
MARKED_UP = [
    ("a.exb", EXB),
    ("a.flk", FLK),
    ("a.trs", TRS),
    ("a.TextGrid", LONG),
    ("a.eaf", eaf(tier("A", aligned(1, 0, 1, "one word")), tier("B", depending(1, 1, "x"), parent_ref="A"))),
]  # fmt: skip


def places(value, path=()):
    """The paths of keys and indices to all that a JSON value holds."""
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in inner:
        yield from places(part, (*path, key))


def damaged(value, chance: random.Random):
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 4)):
        path = chance.choice(list(places(value)))
        if not path:
            continue
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        if chance.random() < 0.3:
            del holder[path[-1]]
        else:
            holder[path[-1]] = copy.deepcopy(chance.choice(ODD))
    return value


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.randoms(use_true_random=False))
def test_json_with_odd_parts(program, chance):
    value = damaged(FILES[program][0], chance)
    attempt("a.json", json.dumps(value).encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(MARKED_UP), st.randoms(use_true_random=False))
def test_marked_up_files_with_odd_parts(file, chance):
    name, text = file
    for _ in range(chance.randint(1, 4)):
        pieces = re.findall(r'"[^"\n]*"|[^"\n]+|.', text, re.S)
        pieces[chance.randrange(len(pieces))] = chance.choice(
            ['""', '"x"', '"-1"', "9", "", "<", "\n"]
        )
        text = "".join(pieces)
    if chance.random() < 0.3:
        text = text[: chance.randrange(len(text))]
    attempt(name, text.encode())
