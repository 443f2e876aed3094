"""The models of spaCy that are installed, by language. They find names of people and places; sentences need none."""

from collections.abc import Iterator
from importlib import metadata

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


def installed_models() -> dict[str, str]:
    """The names and versions of the models, from the packages' own lists; spaCy is not loaded."""
    return {
        point.name: point.dist.version if point.dist is not None else "?"
        for point in sorted(metadata.entry_points(group="spacy_models"))
    }
