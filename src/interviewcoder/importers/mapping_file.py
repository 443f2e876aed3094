"""The file that says how the columns of a survey are used."""

from interviewcoder.domain.survey_mapping import SurveyMapping, mapping_from

from .json_value import parse_json
from .sample import FileSample
from .yaml_value import parse_yaml

_LONGEST = 20_000_000
"""Characters; a mapping of 20,000 columns with long headers has some 5 million."""


def read_mapping(file_name: str, data: bytes) -> SurveyMapping:
    """The mapping in a YAML file, or in a JSON file that ends in .json.

    Raises:
        StudyError: it is no mapping, or says something of a column that cannot be.
    """
    sample = FileSample(file_name, data)
    if sample.suffix == ".json":
        return mapping_from(parse_json(sample.text, "The mapping"))
    # Headers like `no` or `2026` are what they look like.
    return mapping_from(parse_yaml(sample.text, "mapping", longest=_LONGEST, plain=True))
