"""The public JSON shapes of counts of codings. Keys are only ever added, never renamed or removed."""

from .crosstab import Crosstab, Frequencies, Label
from .records import Record
from .timeline import Counts, Timeline


def counts_record(counts: Counts) -> Record:
    """Frequencies with a row a label, a table with a list of counts a row, or a timeline with its codings by code."""
    match counts:
        case Frequencies():
            return _frequencies(counts)
        case Crosstab():
            return _crosstab(counts)
        case Timeline():
            return _timeline(counts)


def _frequencies(counts: Frequencies) -> Record:
    return {
        "by": counts.by,
        "where": counts.where,
        "codings": counts.codings,
        "participants": counts.participants,
        "sources": counts.sources,
        "rows": [
            _label(row.label)
            | {
                "codings": row.codings,
                "participants": row.participants,
                "sources": row.sources,
            }
            for row in counts.rows
        ],
    }


def _crosstab(table: Crosstab) -> Record:
    return {
        "title": table.title,
        "where": table.where,
        "rows": list(map(_label, table.rows)),
        "columns": list(map(_label, table.columns)),
        "counts": list(map(list, table.counts)),
        "row_totals": list(table.row_totals),
        "column_totals": list(table.column_totals),
    }


def _timeline(timeline: Timeline) -> Record:
    """Positions are code points of the source's text."""
    return {
        "source": timeline.source,
        "characters": timeline.characters,
        "rows": [
            _label(row.label)
            | {
                "codings": [
                    {"start": one.start, "end": one.end, "guid": one.guid} for one in row.codings
                ]
            }
            for row in timeline.rows
        ],
        "times": [{"position": start, "ms": ms} for start, ms in timeline.times],
        "where": timeline.where,
    }


def _label(label: Label) -> Record:
    return {"name": label.name, "query": label.query}
