"""Looking, in workers, whether the study changed, and how much of it is tagged."""

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from ..domain.errors import StudyError
from .messages import CodedCounted, Overview, StudyLookedAt

if TYPE_CHECKING:
    from ..study import Study
    from .app import InterviewCoderApp


def overview_of(study: "Study") -> Overview:
    """What the top bar says of a study. Reads the study: call it in a worker."""
    revision = study.revision()
    sources = study.sources.list()
    codings = sum(source.codings for source in sources)
    return Overview(study.name, study.coder, len(sources), codings, revision)


class StudyLooks:
    """The looks of one app; what they find is told by messages."""

    def __init__(self, app: "InterviewCoderApp") -> None:
        self._app = app
        self._looking = False

    def look(self) -> None:
        """See whether the study changed; one look at a time."""
        app, study = self._app, self._app.study
        if study is None or self._looking:
            return
        self._looking = True
        known = app.overview

        def look() -> None:
            try:
                if known is None or study.revision() != known.revision:
                    app.post_message(StudyLookedAt(overview_of(study)))
            except Exception:
                # The file is busy or away for a moment; the next look tells.
                return
            finally:
                self._looking = False

        app.run_worker(look, thread=True, group="look", exit_on_error=False)

    def count_coded(self) -> None:
        """Count how much is tagged; in a large study that takes longer than a look."""
        app, study = self._app, self._app.study
        if study is None:
            return

        def count() -> None:
            worker = get_current_worker()
            with suppress(StudyError):
                share = study.codings.share()
                if not worker.is_cancelled:
                    app.post_message(CodedCounted(share))

        app.run_worker(count, thread=True, exclusive=True, group="coded", exit_on_error=False)
