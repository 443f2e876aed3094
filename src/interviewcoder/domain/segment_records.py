"""The public JSON shapes of segments, their warnings and the cut. Keys are only ever added."""

from collections.abc import Collection, Mapping

from .records import Record
from .segment import Cut, CutCell, Segment, SegmentDraft, SegmentWarning


def segment_record(
    segment: Segment, names: Mapping[int, str], warnings: Collection[SegmentWarning]
) -> Record:
    """A segment with its members' names and what is wrong with it."""
    return {
        "name": segment.name,
        "rule": segment.rule,
        "size": len(segment.members),
        "members": [names.get(member, "") for member in segment.members],
        "warnings": [warning_record(one) for one in warnings if one.segment == segment.name],
        "guid": segment.guid,
    }


def draft_record(draft: SegmentDraft, size: int) -> Record:
    """A segment that is not in the study yet."""
    return {"name": draft.name, "rule": draft.rule, "size": size}


def warning_record(warning: SegmentWarning) -> Record:
    """What is wrong; `segment` is None for the whole set."""
    return {
        "fault": warning.fault.value,
        "segment": warning.segment or None,
        "message": warning.message,
        "remedy": warning.remedy,
    }


def cut_record(cut: Cut) -> Record:
    """A cut; `cells` has a row a segment and a column a persona."""
    return {
        "segments": list(cut.segments),
        "personas": list(cut.personas),
        "cells": [[_cell_record(cell) for cell in row] for row in cut.cells],
        "segment_sizes": list(cut.segment_sizes),
        "persona_sizes": list(cut.persona_sizes),
        "people": cut.people,
        "uncovered": cut.uncovered,
        "in_several": cut.in_several,
        "cramers_v": cut.cramers_v,
        "v_low": cut.v_low,
        "v_high": cut.v_high,
        "p": cut.p,
        "effective_segments": cut.effective_segments,
        "effective_personas": cut.effective_personas,
        "findings": list(cut.findings),
    }


def _cell_record(cell: CutCell) -> Record:
    return {
        "count": cell.count,
        "expected": cell.expected,
        "share_of_segment": cell.share_of_segment,
        "share_of_persona": cell.share_of_persona,
        "residual": cell.residual,
        "stands_out": cell.stands_out,
    }
