"""How a screen asks the study and changes it: in worker threads, with answers that arrive as messages."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.widget import Widget
from textual.worker import get_current_worker

from ..domain.defects import kind_of, places_of
from ..domain.errors import StudyError
from .messages import WorkFinished, WorkRefused

if TYPE_CHECKING:
    from ..study import Study
    from .app import InterviewCoderApp

T = TypeVar("T")


class StudyWork(Widget):
    """The part that every screen and dialog shares. Workers never touch a widget."""

    @property
    def coder_app(self) -> "InterviewCoderApp":
        """The app, as what it is."""
        return cast("InterviewCoderApp", self.app)

    def ask(
        self,
        question: Callable[["Study"], T],
        answer: Callable[[T], None],
        *,
        group: str,
        refused: Callable[[StudyError], None] | None = None,
    ) -> None:
        """Read the study in a thread; a newer question of the same group takes the place of this one.

        Args:
            question: runs in the thread.
            answer: gets the result, on the screen's own thread.
            group: what it is about.
            refused: gets the error instead of a notification.
        """
        study = self.coder_app.study
        if study is None:
            return

        def look() -> None:
            worker = get_current_worker()
            message = _outcome(partial(question, study), answer, refused)
            if not worker.is_cancelled:
                self.post_message(message)

        self.run_worker(look, thread=True, exclusive=True, group=group, exit_on_error=False)

    def change(
        self,
        verb: Callable[["Study"], T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[StudyError], None] | None = None,
    ) -> None:
        """Change the study in a thread. Changes happen one after the other and none is dropped.

        Args:
            verb: runs in the thread.
            done: gets the result, on the screen's own thread.
            refused: gets the error instead of a notification.
        """
        study = self.coder_app.study
        if study is None:
            return

        def act() -> None:
            self.post_message(_outcome(partial(verb, study), done or _ignore, refused))

        self.coder_app.queue_change(act)

    def on_work_finished(self, message: WorkFinished) -> None:
        """Take the answer of a worker."""
        message.stop()
        message.answer()

    def on_work_refused(self, message: WorkRefused) -> None:
        """Say why something could not be done."""
        message.stop()
        if message.refused:
            message.refused(message.error)
        else:
            self.coder_app.say_refused(message.error)


def _ignore(_: object) -> None:
    """Do nothing with a result."""


def _outcome(
    verb: Callable[[], T],
    answer: Callable[[T], None],
    refused: Callable[[StudyError], None] | None,
) -> WorkFinished | WorkRefused:
    """Run a verb and pack what came of it. A defect becomes an error that tells its kind only."""
    try:
        result = verb()
    except StudyError as error:
        return WorkRefused(error, refused)
    except Exception as error:
        return WorkRefused(defect(error), refused)
    return WorkFinished(partial(answer, result))


def defect(error: Exception) -> StudyError:
    """An unexpected error as one that can be shown; its own words may hold interview text and stay out."""
    at = "".join(f" at {place}" for place in places_of(error, 1, own=True))
    return StudyError(
        f"This did not work because of a defect ({kind_of(error)}{at}).",
        "Nothing was changed. Try again, or report this with what 'interviewcoder doctor' prints.",
    )
