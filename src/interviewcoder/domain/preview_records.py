"""The public JSON shapes of previews: what `import --preview --json` prints. Keys are only ever added."""

from .preview import (
    AttributePreview,
    FilePreview,
    QuestionPreview,
    SurveyPreview,
    TranscriptPreview,
    VoicePreview,
)
from .records import Record
from .source import time_label
from .survey_mapping import mapping_record
from .table_preview import ColumnPreview, TablePreview


def preview_record(preview: FilePreview) -> Record:
    """A file as it would be imported; `transcript` or `survey` is null."""
    return {
        "path": preview.path,
        "source": preview.source,
        "kind": preview.kind.value,
        "format": preview.format,
        "encoding": preview.encoding,
        "passages": preview.passages,
        "characters": preview.characters,
        "people": preview.people,
        "known": list(preview.known),
        "imported_as": preview.imported_as or None,
        "warnings": list(preview.warnings),
        "error": preview.error or None,
        "remedy": preview.remedy or None,
        "transcript": _transcript(preview.transcript) if preview.transcript else None,
        "survey": _survey(preview.survey) if preview.survey else None,
    }


def _transcript(transcript: TranscriptPreview) -> Record:
    return {
        "speakers": [_voice(voice) for voice in transcript.voices],
        "start_ms": transcript.start_ms,
        "end_ms": transcript.end_ms,
        "first_turns": [
            {
                "speaker": turn.speaker,
                "time": time_label(turn.start_ms),
                "start_ms": turn.start_ms,
                "text": turn.words,
            }
            for turn in transcript.turns
        ],
    }


def _voice(voice: VoicePreview) -> Record:
    return {
        "label": voice.label,
        "role": voice.role.value,
        "participant": voice.participant,
        "known": voice.is_known,
        "turns": voice.turns,
        "words": voice.words,
        "share": round(voice.share, 4),
        "first_words": voice.first_words,
    }


def _survey(survey: SurveyPreview) -> Record:
    return {
        **_table(survey.table),
        "named_by": survey.named_by or None,
        "names": list(survey.names),
        "questions": [_question(question) for question in survey.questions],
        "attributes": [_attribute(attribute) for attribute in survey.attributes],
    }


def _table(table: TablePreview) -> Record:
    """`mapping` is what `--save-mapping` writes; `columns` tells more of each column."""
    return {
        "profile": table.profile,
        "profile_label": table.profile_label,
        "delimiter": table.delimiter or None,
        "sheet": table.sheet or None,
        "sheets": list(table.sheets),
        "header_rows": table.header_rows,
        "rows": table.rows,
        "respondents": table.respondents,
        "left_out_rows": [{"reason": reason, "rows": rows} for reason, rows in table.left_out_rows],
        "columns": [_column(column) for column in table.columns],
        "mapping": mapping_record(table.mapping),
    }


def _column(column: ColumnPreview) -> Record:
    mapping = column.mapping
    return {
        "header": mapping.header,
        "use": mapping.use.value,
        "name": mapping.name or None,
        "type": mapping.type.value if mapping.type else None,
        "option": mapping.option or None,
        "labels": [{"written": written, "number": number} for written, number in mapping.labels],
        "separator": mapping.separator or None,
        "options": list(mapping.options),
        "other": mapping.other or None,
        "reason": mapping.reason or None,
        "filled": column.filled,
        "distinct": column.distinct,
        "examples": list(column.examples),
    }


def _question(question: QuestionPreview) -> Record:
    return {
        "text": question.text,
        "answers": question.answers,
        "examples": list(question.examples),
    }


def _attribute(preview: AttributePreview) -> Record:
    attribute = preview.attribute
    return {
        "name": attribute.name,
        "type": attribute.type.value,
        "respondents": preview.respondents,
        "distinct": preview.distinct,
        "choices": list(attribute.choices),
        "labels": [{"number": number, "label": label} for number, label in attribute.labels],
        "span": list(preview.span) if preview.span else None,
        "values": [{"value": value, "respondents": count} for value, count in preview.values],
    }
