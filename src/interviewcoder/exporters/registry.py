"""Every format that a codebook, codings, found words, participants and coded transcripts can be written in.

A new format is a module with a pure function and a line here, which says whether participants' words are in it; the
suffix of the file that is asked for chooses.
"""

from collections.abc import Callable, Sequence

from interviewcoder.domain.concordance import Line
from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.retrieval import CodingsPage
from interviewcoder.domain.timeline import Counts

from .codebook import CodebookContent, codebook_csv, codebook_yaml
from .codebook_markdown import codebook_markdown
from .coded_transcript import CodedTranscript
from .codings import codings_table
from .codings_markdown import codings_markdown
from .concordance import concordance_table
from .count_charts import counts_chart
from .counts import counts_table
from .exporter import Exported, Exporter, T, text_file
from .participants import People, participants_table
from .refi_codebook import codebook_qdc
from .refi_project import refi_project
from .table import Table, csv_table
from .transcript_docx import transcript_docx
from .transcript_html import transcript_html
from .transcript_markdown import transcript_markdown
from .workbook import workbook


def _text(write: Callable[[T], str]) -> Callable[[T], Exported]:
    return lambda value: text_file(write(value))


def _tables(table_of: Callable[[T], Table], *, holds_words: bool) -> tuple[Exporter[T], ...]:
    """The formats of tables."""
    return (
        Exporter((".csv",), lambda value: csv_table(table_of(value)), holds_words),
        Exporter((".xlsx",), lambda value: workbook(table_of(value)), holds_words),
    )


CODEBOOK: Sequence[Exporter[CodebookContent]] = (
    Exporter((".csv",), _text(lambda codebook: codebook_csv(codebook.codes)), holds_words=False),
    Exporter(
        (".yaml", ".yml"), _text(lambda codebook: codebook_yaml(codebook.codes)), holds_words=False
    ),
    Exporter((".md",), _text(codebook_markdown), holds_words=True),
    Exporter((".qdc",), lambda codebook: Exported(codebook_qdc(codebook.codes)), holds_words=False),
)
"""What a codebook can be written as."""

CODINGS: Sequence[Exporter[CodingsPage]] = (
    *_tables(lambda page: codings_table(page.codings), holds_words=True),
    Exporter((".md",), _text(codings_markdown), holds_words=True),
)
"""What codings can be written as."""

CONCORDANCE: Sequence[Exporter[Sequence[Line]]] = _tables(concordance_table, holds_words=True)
"""What keyword in context can be written as."""

PARTICIPANTS: Sequence[Exporter[People]] = _tables(participants_table, holds_words=True)
"""What participants with their attributes can be written as."""

COUNTS: Sequence[Exporter[Counts]] = (
    *_tables(counts_table, holds_words=False),
    Exporter((".svg",), _text(counts_chart), holds_words=False),
)
"""What counts of codings can be written as."""

PROJECT: Sequence[Exporter[ExchangedStudy]] = (
    Exporter((".qdpx",), refi_project, holds_words=True),
)
"""What a whole study can be written as."""

TRANSCRIPTS: Sequence[Exporter[CodedTranscript]] = (
    Exporter((".html", ".htm"), _text(transcript_html), holds_words=True),
    Exporter(
        (".docx",), lambda transcript: Exported(transcript_docx(transcript)), holds_words=True
    ),
    Exporter((".md",), _text(transcript_markdown), holds_words=True),
)
"""What a coded transcript can be written as."""
