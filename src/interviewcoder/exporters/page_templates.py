"""Pages from templates that a team can replace, and that cannot reach out of what they are given.

Text is neutralised on its way out of a template, not by its author: in Markdown and in HTML alike, what a
template prints is text unless it comes from a filter that makes markup of it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.figures import count_of, figure_text, in_percent
from interviewcoder.domain.text import one_line, visible

from . import markdown_text
from .persona_citations import Citation

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = (
    "index.md.j2",
    "persona.md.j2",
    "index.html.j2",
    "persona.html.j2",
    "citation.html.j2",
    "style.css",
)
"""The templates, by the names under which a folder replaces them."""

_SHIPPED = Path(__file__).parent / "templates"
_LONGEST_WORDS = 300


class Markdown(str):
    """Text that is Markdown already, and is printed as it is."""

    __slots__ = ()


def shipped_templates() -> dict[str, str]:
    """The templates that come with the program, name to text."""
    return {name: (_SHIPPED / name).read_text(encoding="utf-8") for name in TEMPLATES}


class Templates:
    """The templates of one format.

    Args:
        kind: `md` or `html`.
        folder: templates in it replace the shipped ones of the same name; None: the shipped ones.

    Raises:
        StudyError: the folder is missing, or holds no template.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        if folder is not None:
            _check(folder)
        self._folder = folder
        self._environment = _environment(kind, folder)

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The page, ending in one line break.

        Raises:
            StudyError: the template is broken; the message names it and the line.
        """
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        try:
            page = self._environment.get_template(name).render(**values)
        except TemplateSyntaxError as error:
            raise _broken(error.name or name, error.lineno, error.message or "") from None
        except TemplateNotFound as error:
            raise _broken(name, _line(error, name), f"there is no template {error.name}") from None
        except TemplateError as error:
            raise _broken(_file(error, name), _line(error, name), error.message or "") from None
        except UnicodeDecodeError:
            raise _broken(name, 0, "it is not written in UTF-8") from None
        except Exception as error:
            if self._folder is None or isinstance(error, StudyError | MemoryError):
                raise
            raise _broken(_file(error, name), _line(error, name), str(error)) from None
        return page.strip("\n") + "\n"


@cache
def _environment(kind: str, folder: Path | None) -> "Environment":
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folders = [FileSystemLoader(place) for place in (folder, _SHIPPED) if place is not None]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(folders),
        undefined=StrictUndefined,
        autoescape=kind == "html",
        finalize=_as_markdown if kind == "md" else _as_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "percent": in_percent,
        "figure": figure_text,
        "one_line": one_line,
        "counted": counted,
    }
    environment.globals |= {"count_of": count_of}
    if kind == "md":
        environment.filters |= {
            "paragraphs": _paragraphs,
            "quoted": lambda text: Markdown(markdown_text.lines(f"“{text.strip()}”", "> ")),
            "cell": lambda text: Markdown(markdown_text.inline(str(text))),
            "note": lambda one: Markdown(f"[^{one.mark}]"),
            "notes": lambda ones: Markdown("".join(f"[^{one.mark}]" for one in ones)),
            "footnote": _footnote,
            "markdown": Markdown,
        }
    else:
        _add_drawings(environment)
    return environment


def counted(number: int, noun: str) -> str:
    """A number of things: `1 member`, `3 members`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _add_drawings(environment: "Environment") -> None:
    from markupsafe import Markup

    from . import persona_charts as charts
    from .persona_map_chart import hue, legend_mark, map_chart

    def drawn(draw: Any) -> Any:
        return lambda *values: Markup(draw(*values))

    environment.filters |= {
        "paragraphs": _parts,
        "hue": hue,
    }
    environment.globals |= {
        "claim_bars": drawn(charts.claim_bars),
        "presence_bar": drawn(charts.presence_bar),
        "stage_bar": drawn(charts.stage_bar),
        "stability_bar": drawn(charts.stability_bar),
        "people_dots": drawn(charts.people_dots),
        "map_chart": drawn(map_chart),
        "legend_mark": drawn(legend_mark),
    }


def _as_markdown(value: object) -> object:
    """What a template prints, as text that no Markdown renderer takes for structure."""
    if isinstance(value, Markdown):
        return str(value)
    if isinstance(value, str):
        return markdown_text.inline(value)
    return "" if value is None else value


def _as_visible(value: object) -> object:
    """What a template prints, without what a screen would obey; HTML is escaped afterwards."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return visible(value)
    return "" if value is None else value


def _parts(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [part.strip() for part in visible(text).split("\n\n") if part.strip()]


def _paragraphs(text: str) -> Markdown:
    return Markdown("\n\n".join(markdown_text.lines(part) for part in _parts(text)))


def _footnote(one: Citation) -> Markdown:
    """The definition of a footnote, on one line."""
    if not one.known:
        told = "This coding is gone." if one.gone else f"Coding {one.guid}"
    else:
        words = one_line(one.text, _LONGEST_WORDS)
        side = ", speaking against it" if one.against else ""
        gone = " This coding is gone." if one.gone else ""
        told = (
            f"“{words}” — {one.participant or 'nobody named'}, {one.source}, characters {one.start} "
            f"to {one.end}, tagged {one.tagged}{side}.{gone}"
        )
    return Markdown(f"[^{one.mark}]: {markdown_text.inline(told)}")


def _check(folder: Path) -> None:
    shown = one_line(str(folder).encode("utf-8", "replace").decode())
    if not folder.is_dir():
        raise StudyError(
            f"{shown} is no folder of templates.",
            "Write the shipped ones out with: interviewcoder persona-templates DIR",
        )
    if not any((folder / name).is_file() for name in TEMPLATES):
        raise StudyError(
            f"{shown} holds none of the templates.", f"They are called {', '.join(TEMPLATES)}."
        )


def _broken(name: str, line: int, reason: str) -> StudyError:
    place = f"{one_line(name)}, line {line}" if line else one_line(name)
    told = one_line(reason, 200).rstrip(".") or "it cannot be rendered"
    return StudyError(
        f"The template {place}: {told}.",
        "Mend it, or take it out of the folder to use the one that comes with the program.",
    )


def _frames(error: BaseException) -> list[tuple[str, int]]:
    """Names of templates and lines that an error passed, the innermost last."""
    found = []
    trace = error.__traceback__
    while trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename).name
        if name in TEMPLATES or name.endswith((".j2", ".md", ".html")):
            found.append((name, trace.tb_lineno))
        trace = trace.tb_next
    return found


def _file(error: BaseException, name: str) -> str:
    frames = _frames(error)
    return frames[-1][0] if frames else name


def _line(error: BaseException, name: str) -> int:
    frames = _frames(error)
    return frames[-1][1] if frames else 0
