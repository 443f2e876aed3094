"""What can be done to segments on their screen; all of it undoes."""

from typing import TYPE_CHECKING

from ...domain.memo import MemoTarget
from ...domain.segment import Segment, SegmentDraft
from ...domain.text import one_line
from ..labels import counted
from ..work import StudyWork

if TYPE_CHECKING:
    from .segments_read import SegmentsRead


class SegmentWork(StudyWork):
    """The commands of `keymap.SEGMENTS` that change something, for a screen that shows segments."""

    @property
    def read(self) -> "SegmentsRead | None":
        """What was read last."""
        raise NotImplementedError

    @property
    def segment(self) -> Segment | None:
        """The highlighted segment."""
        raise NotImplementedError

    @property
    def cut_set(self) -> str | None:
        """What the segments are about that the cut on show is of; None for all segments."""
        raise NotImplementedError

    def show_segment(self, name: str) -> None:
        """Put the highlight on a segment, once it is in the list."""
        raise NotImplementedError

    def action_add_segment(self) -> None:
        """Write a segment."""
        self.write_segment(SegmentDraft("", ""))

    def write_segment(self, draft: SegmentDraft) -> None:
        """Write a segment that begins as a draft."""
        self._edit(None, draft)

    def action_edit_segment(self) -> None:
        """Change the highlighted segment."""
        if segment := self._chosen():
            self._edit(segment, None)

    def _edit(self, segment: Segment | None, draft: SegmentDraft | None) -> None:
        from .segment_editor import SegmentEditor

        read = self.read

        def done(name: str | None) -> None:
            if name is not None:
                self.show_segment(name)

        editor = SegmentEditor(
            segment,
            draft=draft,
            attributes=read.attributes if read else (),
            everyone=len(read.people) if read else 0,
        )
        self.app.push_screen(editor, done)

    def action_remove_segment(self) -> None:
        """Take the highlighted segment away, after asking."""
        from .confirm import Confirm

        segment = self._chosen()
        if segment is None:
            return
        told = (
            f"{one_line(segment.name, 100)}\n\nIts {counted(len(segment.members), 'person', 'people')} stay in the study; notes on it "
            "go with it. Undo (z) brings it back."
        )
        self.app.push_screen(
            Confirm("Remove the segment", told, "remove it"),
            lambda agreed: self._remove(segment) if agreed else None,
        )

    def _remove(self, segment: Segment) -> None:
        self.change(
            lambda study: study.segments.remove(
                segment.id, seen={"name": segment.name, "rule": segment.rule}
            ),
            lambda _: self.app.notify(
                f"{one_line(segment.name, 60)} is removed. z brings it back."
            ),
        )

    def action_memos(self) -> None:
        """Show the notes on the highlighted segment."""
        from .memos import MemosDialog

        if segment := self._chosen():
            self.app.push_screen(MemosDialog(MemoTarget.SEGMENT, segment.guid, segment.name))

    def action_suggest(self) -> None:
        """Choose among segments that the attributes suggest."""
        from .segment_suggestions import SegmentSuggestions, suggested

        self.app.push_screen(SegmentSuggestions("Suggested segments", suggested), self._tell_added)

    def action_foretell(self) -> None:
        """Show which attributes foretell the personas."""
        from .segment_suggestions import SegmentSuggestions, foretelling

        self.app.push_screen(
            SegmentSuggestions("What foretells the personas", foretelling), self._tell_added
        )

    def _tell_added(self, count: int | None) -> None:
        if count:
            self.app.notify(f"{counted(count, 'segment')} added. z takes them back.")

    def action_export_cut(self) -> None:
        """Write the cut to a file."""
        from .save_prompt import SavePrompt

        if self.read is None or not self.read.segments or not self.read.personas:
            self.app.notify(
                "It takes segments (s, a) and personas (4).", title="There is no cut yet"
            )
            return
        of = self.cut_set

        self.app.push_screen(
            SavePrompt(
                "Export the cut",
                ".csv or .md",
                self.coder_app.study_path.with_suffix(".cut.md"),
                lambda study, path, redact, told: study.segments.export_cut(
                    path, of=of, redact=redact, told=told
                ),
                "The cut is written",
            )
        )

    def _chosen(self) -> Segment | None:
        segment = self.segment
        if segment is None:
            self.app.notify(
                "Choose a segment in the list."
                if self.read and self.read.segments
                else "There are no segments yet: s suggests some, a writes one."
            )
        return segment
