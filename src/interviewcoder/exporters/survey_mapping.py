"""How the columns of a survey are used, as a file to keep, change and use again."""

import json
from collections.abc import Iterator

from interviewcoder.domain.participant import AttributeType
from interviewcoder.domain.survey_mapping import ColumnUse, SurveyMapping, mapping_record
from interviewcoder.domain.text import one_line

_EXPLAINED = f"""\
# How the columns of {{title}} are used. Use it with: interviewcoder import STUDY FILE --mapping THIS-FILE
# header     the column's header; a column that is not here is found out
# use        one of: {", ".join(ColumnUse)}
# name       of the question or attribute; columns of one use and name are put together
# type       of an attribute, one of: {", ".join(AttributeType)}; without it, found out
# option     what a mark in the column means, where several columns are one attribute with several values
# separator  what stands between several values in one cell
# options    what could be chosen, where cells are divided or something else may be written
# other      the question whose answers are the values that are none of the options
# labels     of a scale: what is written in the cells, and the number that it means
# After a # stands why the column was understood so. What respondents wrote is not in this file.
"""


def mapping_yaml(mapping: SurveyMapping, title: str) -> str:
    """The mapping as YAML, with comments that explain it and say why a column was understood so.

    Args:
        mapping: what to write.
        title: what the table is called.
    """
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumped: str = yaml.dump(
        mapping_record(mapping),
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        # A folded header would be hard to change by hand.
        width=2**30,
    )
    return _EXPLAINED.format(title=one_line(title, 60)) + "\n".join(_commented(dumped, mapping))


def mapping_json(mapping: SurveyMapping) -> str:
    """The mapping as JSON."""
    return json.dumps(mapping_record(mapping), ensure_ascii=False, indent=2) + "\n"


def _commented(dumped: str, mapping: SurveyMapping) -> Iterator[str]:
    """The lines of YAML, with the reason of each column above it."""
    columns = iter(mapping.lasting)
    for line in dumped.split("\n"):
        if line.startswith("- ") and (reason := next(columns).reason):
            yield f"# {one_line(reason)}"
        yield line
