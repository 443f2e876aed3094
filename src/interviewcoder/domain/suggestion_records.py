"""The public JSON shapes of suggestions. Keys are only ever added, never renamed or removed."""

from .found import FoundCode
from .records import Record
from .suggestion import Figure, NearExcerpt, SuggestedCode, SuggestedExcerpt, Trial, likelihood

_DIGITS = 4


def suggested_code_record(one: SuggestedCode) -> Record:
    """A code for a text."""
    return {
        "code": one.code,
        "score": round(one.score, _DIGITS),
        "likelihood": likelihood(one.score).value,
        "words": list(one.words),
        "nearest": [near_excerpt_record(each) for each in one.nearest],
    }


def suggested_excerpt_record(one: SuggestedExcerpt) -> Record:
    """A sentence for a code; positions are code points into its source's text."""
    return {
        "code": one.code,
        "source": one.source,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "participant": one.participant,
        "score": round(one.score, _DIGITS),
        "likelihood": likelihood(one.score).value,
        "words": list(one.words),
        "nearest": [near_excerpt_record(each) for each in one.nearest],
    }


def trial_record(trial: Trial) -> Record:
    """A trial, a row a method; each figure with its interval."""
    return {
        "protocol": trial.protocol,
        "codes": trial.codes,
        "tried": trial.tried,
        "shown": round(trial.shown, 1),
        "held_back": round(trial.held_back, 1),
        "draws": trial.draws,
        "methods": [
            {
                "method": row.method,
                "recall_at_1": _figure(row.recall_at_1),
                "recall_at_3": _figure(row.recall_at_3),
                "mean_average_precision": _figure(row.mean_average_precision),
            }
            for row in trial.rows
        ],
    }


def found_code_record(one: FoundCode) -> Record:
    """How much of a code is found; null is what cannot be told yet, and `missing` says why."""
    return {
        "code": one.code,
        "tagged": one.excerpts,
        "participants_read": one.people,
        "unread_sentences": one.unread,
        "left_out_sentences": one.left_out,
        "more": None if one.more is None else _figure(one.more),
        "share_found": None if one.share is None else _figure(one.share),
        "second_look": one.second_look,
        "precision": None if one.precision is None else _figure(one.precision),
        "recall": None if one.recall is None else _figure(one.recall),
        "missing": one.missing or None,
    }


def near_excerpt_record(one: NearExcerpt) -> Record:
    """A sentence that is like something; positions are code points into its source's text."""
    return {
        "source": one.source,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "participant": one.participant,
        "likeness": round(one.likeness, _DIGITS),
    }


def _figure(one: Figure) -> Record:
    return {
        "value": round(one.value, _DIGITS),
        "low": round(one.low, _DIGITS),
        "high": round(one.high, _DIGITS),
    }
