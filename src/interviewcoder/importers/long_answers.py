"""Surveys with a row an answer (respondent, question, answer) into a row a respondent."""

from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.text import name_key

_RESPONDENT = frozenset(
    {"respondent", "respondent id", "respondent_id", "participant", "participant_id", "id"}
)
_QUESTION = frozenset({"question", "question text", "question_text"})
_ANSWER = frozenset({"answer", "response", "answer text", "answer_text"})


def one_row_each(found: list[list[str]], options: ImportOptions) -> list[list[str]]:
    """The records with a column a question, when they have one row an answer; else as they are.

    Other columns keep the value of a respondent's first row.
    """
    header = [name_key(cell) for cell in found[0]] if found else []
    named = options.text_columns or options.attribute_columns or options.id_column
    places = [_place(header, names) for names in (_RESPONDENT, _QUESTION, _ANSWER)]
    if named or None in places:
        return found
    respondent, question, answer = (place for place in places if place is not None)
    width = len(header)
    others = [i for i in range(width) if i not in (respondent, question, answer)]
    questions: dict[str, int] = {}
    rows: dict[str, tuple[list[str], dict[str, str]]] = {}
    for record in found[1:]:
        if len(record) < width:
            return found
        asked = " ".join(record[question].split())
        questions.setdefault(asked, len(questions))
        kept, answers = rows.setdefault(record[respondent], ([record[i] for i in others], {}))
        before = answers.get(asked)
        answers[asked] = f"{before}\n\n{record[answer]}" if before else record[answer]
    if len(rows) == len(found) - 1 and len(questions) > len(rows) / 2:
        return found
    wide = [[found[0][respondent], *(found[0][i] for i in others), *questions]]
    for name, (kept, answers) in rows.items():
        wide.append([name, *kept, *(answers.get(asked, "") for asked in questions)])
    return wide


def _place(header: list[str], names: frozenset[str]) -> int | None:
    return next((i for i, key in enumerate(header) if key in names), None)
