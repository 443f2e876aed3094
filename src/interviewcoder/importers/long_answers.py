"""Surveys with a row an answer (respondent, question, answer) into a row a respondent."""

from dataclasses import replace

from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.text import name_key

from .grid import Grid

_RESPONDENT = frozenset(
    [
        "respondent",
        "respondent id",
        "respondent_id",
        "response id",
        "response_id",
        "participant",
        "participant id",
        "participant_id",
        "user",
        "user id",
        "user_id",
        "id",
    ]
)
_QUESTION = frozenset({"question", "question text", "question_text", "item", "prompt"})
_ANSWER = frozenset({"answer", "response", "answer text", "answer_text", "response text", "value"})


def one_row_each(grid: Grid, options: ImportOptions) -> Grid:
    """The table with a column a question, when it has one row an answer; else as it is.

    Other columns keep the value of a respondent's first row.
    """
    found = grid.rows
    header = [name_key(cell) for cell in found[0]] if found else []
    named = options.text_columns or options.attribute_columns or options.id_column
    places = [_place(header, names) for names in (_RESPONDENT, _QUESTION, _ANSWER)]
    if named or None in places:
        return grid
    respondent, question, answer = (place for place in places if place is not None)
    width = len(header)
    others = [i for i in range(width) if i not in (respondent, question, answer)]
    questions: dict[str, int] = {}
    rows: dict[str, tuple[list[str], dict[str, str]]] = {}
    for record in found[1:]:
        if len(record) < width:
            return grid
        asked = " ".join(record[question].split())
        questions.setdefault(asked, len(questions))
        kept, answers = rows.setdefault(record[respondent], ([record[i] for i in others], {}))
        before = answers.get(asked)
        answers[asked] = f"{before}\n\n{record[answer]}" if before else record[answer]
    if len(rows) == len(found) - 1 and len(questions) > len(rows) / 2:
        return grid
    # A question is not about the fact on whose right it would stand.
    wide = [[found[0][respondent], *questions, *(found[0][i] for i in others)]]
    for name, (kept, answers) in rows.items():
        wide.append([name, *(answers.get(asked, "") for asked in questions), *kept])
    return replace(grid, rows=wide, merged=frozenset())


def _place(header: list[str], names: frozenset[str]) -> int | None:
    return next((i for i, key in enumerate(header) if key in names), None)
