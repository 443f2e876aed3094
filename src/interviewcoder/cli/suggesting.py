"""The command that suggests codes for texts and texts for codes. It tags nothing."""

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from interviewcoder.domain.text import one_line

from .arguments import AsJson, StudyFile
from .found_codes import show_found
from .opening import opened
from .printing import say, show_record, show_records, show_table, watches_stderr

if TYPE_CHECKING:
    from interviewcoder.domain.suggestion import (
        NearExcerpt,
        Progress,
        SuggestedCode,
        SuggestedExcerpt,
        Trial,
    )
    from interviewcoder.study import Study

T = TypeVar("T")

group = typer.Typer()

_SHOWN = 160


@group.command("suggest")
def suggest(
    study: StudyFile,
    text: Annotated[
        str | None,
        typer.Option(
            "--text", metavar="TEXT", help="Suggest codes for these words.", show_default=False
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like", metavar="TEXT", help="Find sentences like these words.", show_default=False
        ),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            metavar="CODE",
            help="Suggest sentences that may go with this code.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="SOURCE", help="Only sentences of this source.", show_default=False
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            metavar="N",
            min=1,
            max=10_000,
            help="How many at most: 3 codes or 20 sentences unless told.",
            show_default=False,
        ),
    ] = None,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Leave sentence vectors out, if they are there.")
    ] = False,
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="See how well it does on what is tagged already.")
    ] = False,
    examples: Annotated[
        int | None,
        typer.Option(
            "--examples",
            metavar="K",
            min=0,
            help="With --evaluate: show K excerpts of each code; else participants are left out.",
            show_default=False,
        ),
    ] = None,
    tried_only: Annotated[
        bool,
        typer.Option(
            "--tried-only",
            help="With --evaluate: choose among codes with excerpts held back only.",
        ),
    ] = False,
    found: Annotated[
        bool,
        typer.Option(
            "--found", help="See how much of each code, or of --code, is likely tagged by now."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Suggest codes for words, or sentences for a code or like some words, and say why. Nothing is ever tagged by it.

    Without --text and --code: the sentences that are surest to go with some code.

    \b
    Example:
      interviewcoder suggest pilot.study --code "Price worry" --top 10
    """
    asked = [name for name, given in (("--text", text), ("--like", like)) if given is not None]
    if len(asked) > 1 or (asked and (code is not None or source is not None)):
        raise typer.BadParameter(f"{asked[0]} goes with none of the others.")
    if evaluate and (asked or code is not None or source is not None):
        raise typer.BadParameter("--evaluate looks at all that is tagged: leave the others out.")
    if found and (evaluate or asked or source is not None or top is not None):
        raise typer.BadParameter("--found goes with --code only.")
    if not evaluate and (examples is not None or tried_only):
        raise typer.BadParameter("--examples and --tried-only go with --evaluate.")
    with opened(study) as opened_study:
        from interviewcoder.study.suggestions import CODES, SENTENCES

        suggestions = opened_study.suggestions
        suggestions.words_only = words_only
        if found:
            code_id = None if code is None else opened_study.codebook.get(code).id
            show_found(_watched(suggestions.found(code_id)), as_json)
            return
        if evaluate:
            events = suggestions.evaluate(examples=examples, tried_only=tried_only)
            _show_trial(_last(_watched(events)), as_json)
            return
        for _ in _watched(suggestions.index()):
            pass
        if like is not None:
            _show_near(suggestions.like(like, top=top or SENTENCES), as_json)
            return
        if text is not None:
            _show_codes(suggestions.for_text(text, top=top or CODES), as_json)
            return
        _show_sentences(_sentences(opened_study, code, source, top or SENTENCES), as_json)


def _watched(events: Iterable[T]) -> Iterator[T]:
    """The events as they come, behind a bar on stderr when that is a terminal and it takes more than a second."""
    if not watches_stderr():
        yield from events
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    from interviewcoder.domain.suggestion import Progress

    began = time.monotonic()
    with Bar(
        TextColumn("Reading"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True, markup=False, highlight=False),
        transient=True,
        redirect_stdout=False,
    ) as bar:
        task = bar.add_task("", total=1.0, visible=False)
        for event in events:
            if isinstance(event, Progress):
                late = time.monotonic() - began > 1
                bar.update(task, completed=event.share, visible=late)
            yield event


def _sentences(
    study: "Study", code: str | None, source: str | None, top: int
) -> "list[SuggestedExcerpt]":
    source_id = None if source is None else study.sources.get(source).id
    if code is None:
        return study.suggestions.for_any(top=top, source_id=source_id)
    return study.suggestions.for_code(study.codebook.get(code).id, top=top, source_id=source_id)


def _last(events: "Iterable[Progress | Trial]") -> "Trial":
    from interviewcoder.domain.suggestion import Trial

    trials = [event for event in events if isinstance(event, Trial)]
    return trials[-1]


def _show_codes(found: "list[SuggestedCode]", as_json: bool) -> None:
    from interviewcoder.domain.suggestion import likelihood
    from interviewcoder.domain.suggestion_records import suggested_code_record

    if as_json:
        show_records(suggested_code_record(one) for one in found)
        return
    show_table(
        ("Code", "Score", "Likelihood", "Because of", "Tagged with it"),
        [
            (
                one.code,
                f"{one.score:.2f}",
                likelihood(one.score).value,
                ", ".join(one.words),
                one_line(one.nearest[0].text, _SHOWN) if one.nearest else "",
            )
            for one in found
        ],
    )
    if not found:
        say("No code has anything in common with these words.")


def _show_sentences(found: "list[SuggestedExcerpt]", as_json: bool) -> None:
    from interviewcoder.domain.suggestion import likelihood
    from interviewcoder.domain.suggestion_records import suggested_excerpt_record

    if as_json:
        show_records(suggested_excerpt_record(one) for one in found)
        return
    show_table(
        ("Code", "Score", "Likelihood", "Source", "Start", "Participant", "Text", "Because of"),
        [
            (
                one.code,
                f"{one.score:.2f}",
                likelihood(one.score).value,
                one.source,
                one.span.start,
                one.participant,
                one_line(one.text, _SHOWN),
                ", ".join(one.words),
            )
            for one in found
        ],
    )
    say(
        f"{len(found)} sentences; none is tagged by this."
        if found
        else "No sentence without the code has anything in common with it."
    )


def _show_near(found: "list[NearExcerpt]", as_json: bool) -> None:
    from interviewcoder.domain.suggestion_records import near_excerpt_record

    if as_json:
        show_records(near_excerpt_record(one) for one in found)
        return
    show_table(
        ("Likeness", "Source", "Start", "Participant", "Text"),
        [
            (
                f"{one.likeness:.2f}",
                one.source,
                one.span.start,
                one.participant,
                one_line(one.text, _SHOWN),
            )
            for one in found
        ],
    )
    say(f"{len(found)} sentences." if found else "No sentence has anything in common with it.")


def _show_trial(trial: "Trial", as_json: bool) -> None:
    from interviewcoder.domain.suggestion_records import trial_record

    if as_json:
        show_record(trial_record(trial))
        return
    show_table(
        ("Method", "Recall@1, %", "Recall@3, %", "mAP, %"),
        [
            (
                row.method,
                row.recall_at_1.percent,
                row.recall_at_3.percent,
                row.mean_average_precision.percent,
            )
            for row in trial.rows
        ],
    )
    say(
        f"{trial.protocol}. {trial.codes} codes to choose from, {trial.tried} tried; on average {trial.shown:.0f} "
        f"excerpts shown and {trial.held_back:.0f} held back. In brackets: where 95 of 100 such samples would lie."
    )
