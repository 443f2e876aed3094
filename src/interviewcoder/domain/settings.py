"""What a user settles once for all studies, in a file of settings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .text import one_line

THEMES: Mapping[str, str] = {
    "dark": "for dark terminals",
    "light": "for light terminals",
    "high-contrast": "white on black, for tired eyes and bright rooms",
    "ansi": "the sixteen colours of the terminal itself",
}
"""The program's own themes, and what they are for."""

CODER_VARIABLE = "INTERVIEWCODER_CODER"
"""The environment's word for who works, which goes before the file's."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in the file, with what holds where it says nothing. The names are the file's."""

    theme: str | None = None
    """One of `THEMES`; None leaves it to the program, which begins with dark."""
    mouse: bool = True
    coder: str | None = None
    """None: the user of the computer."""
    interviewers: tuple[str, ...] = ()
    suggestions: bool = True
    """Whether the screen suggests codes; some methods forbid it."""
    models: Mapping[str, str] = field(default_factory=dict)
    """Language, such as `en`, to the spaCy model that finds names in it."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Name of a command to its keys, with commas between them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One of them, told to the user."""

    name: str
    meaning: str
    example: tuple[str, ...]
    """Lines of TOML that set it."""
    by_default: str
    """What holds without it."""


KNOWN: tuple[Setting, ...] = (
    Setting(
        "theme",
        f"The colours of the screen: {', '.join(f'`{name}` ({what})' for name, what in THEMES.items())}.",
        ('theme = "dark"',),
        "dark",
    ),
    Setting(
        "mouse",
        "Whether the program takes the mouse. Without it the terminal's own selecting works as ever, over SSH as well.",
        ("mouse = true",),
        "on",
    ),
    Setting(
        "coder",
        "Who tags: under this name everything is written down that you do.",
        ('coder = "Maya"',),
        "your user name",
    ),
    Setting(
        "interviewers",
        "Names of those who ask. Where a transcript does not tell by itself who asks, these are its interviewers.",
        ('interviewers = ["Maya", "Int"]',),
        "found out file by file",
    ),
    Setting(
        "suggestions",
        "Whether the screen suggests codes and excerpts. Some methods want every code to come from reading alone.",
        ("suggestions = true",),
        "on",
    ),
    Setting(
        "models",
        "Which installed spaCy model finds names in a language.",
        ("[models]", 'en = "en_core_web_sm"'),
        "the largest that is installed",
    ),
    Setting(
        "keys",
        "Other keys for commands. Their names are on the page of keys; whether keys clash is told on the screen.",
        ("[keys]", 'reading.tag = "Q,enter"'),
        "as on the page of keys",
    ),
)
"""All settings, in the order of the file: tables come last in TOML."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A setting as it holds now."""

    name: str
    value: str
    origin: str
    """Where that comes from, in words."""


def setting_record(setting: InForce) -> dict[str, str]:
    """The setting for scripts."""
    return {"name": setting.name, "value": setting.value, "origin": setting.origin}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in the file that cannot be used."""

    place: tuple[str, ...]
    """Where: the names from the top of the file down."""
    message: str
    remedy: str


def settings_of(found: Mapping[str, object]) -> tuple[Settings, tuple[Wrong, ...]]:
    """The settings that a file's values make; what is wrong among them is left out and told.

    Args:
        found: the file as a TOML reader gives it.
    """
    wrong: list[Wrong] = []
    taken: dict[str, object] = {}
    for name, value in found.items():
        read = _READ.get(name)
        if read is None:
            known = ", ".join(_READ)
            wrong.append(
                Wrong(
                    (name,), f"There is no setting '{one_line(name, 40)}'.", f"There are: {known}."
                )
            )
            continue
        usable, faults = read(name, value)
        wrong += faults
        if usable is not None:
            taken[name] = usable
    return Settings(**taken), tuple(wrong)  # type: ignore[arg-type]


_Outcome = tuple[object, list[Wrong]]


def _theme(name: str, value: object) -> _Outcome:
    if isinstance(value, str) and value in THEMES:
        return value, []
    return None, [Wrong((name,), f"{_told(value)} is no theme.", f"Choose {_either(THEMES)}.")]


def _switch(name: str, value: object) -> _Outcome:
    if isinstance(value, bool):
        return value, []
    return None, [Wrong((name,), f"'{name}' is {_told(value)}.", "Write true or false.")]


def _name(name: str, value: object) -> _Outcome:
    if isinstance(value, str) and value.strip():
        return one_line(value.strip()), []
    return None, [
        Wrong((name,), f"'{name}' is {_told(value)}.", 'Write a name in quotes, such as "Maya".')
    ]


def _names(name: str, value: object) -> _Outcome:
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(one_line(one.strip()) for one in value), []
    return None, [
        Wrong((name,), f"'{name}' is no list of names.", 'Write it like ["Maya", "Int"].')
    ]


def _models(name: str, value: object) -> _Outcome:
    if not isinstance(value, dict):
        return None, [_no_table(name, 'en = "en_core_web_sm"')]
    usable, wrong = {}, []
    for language, model in value.items():
        if isinstance(model, str) and model.strip():
            usable[language.strip().lower()] = model.strip()
        else:
            remedy = 'Write a model in quotes, such as "en_core_web_sm".'
            wrong.append(
                Wrong(
                    (name, language),
                    f"The model of '{one_line(language, 20)}' is {_told(model)}.",
                    remedy,
                )
            )
    return usable, wrong


def _keys(name: str, value: object) -> _Outcome:
    if not isinstance(value, dict):
        return None, [_no_table(name, 'reading.tag = "Q"')]
    usable, wrong = {}, []
    for place, keys in _leaves(value):
        command = ".".join(place)
        if isinstance(keys, str) and keys.strip():
            usable[command] = keys
        else:
            wrong.append(
                Wrong(
                    (name, *place),
                    f"The keys of '{one_line(command, 60)}' are {_told(keys)}.",
                    'Write keys in quotes, such as "Q" or "Q,enter".',
                )
            )
    return usable, wrong


_READ: Mapping[str, Callable[[str, object], _Outcome]] = {
    "theme": _theme,
    "mouse": _switch,
    "coder": _name,
    "interviewers": _names,
    "suggestions": _switch,
    "models": _models,
    "keys": _keys,
}


def _leaves(table: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """All values of a table, however deep: without quotes, `reading.tag` is a table in TOML."""
    for name, value in table.items():
        if isinstance(value, dict):
            for place, leaf in _leaves(value):
                yield (name, *place), leaf
        else:
            yield (name,), value


def _no_table(name: str, line: str) -> Wrong:
    return Wrong(
        (name,), f"'{name}' is no table.", f"Write [{name}] on a line, and under it {line}."
    )


def _told(value: object) -> str:
    """A value of TOML as a message names it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{one_line(value, 40)}'" if value.strip() else "empty"
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"


def _either(names: Mapping[str, object]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
