"""Tables that were compressed with gzip: `answers.csv.gz` is `answers.csv`."""

import zlib
from pathlib import PurePosixPath

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN, TOTAL_LIMIT
from .sample import FileSample

_MAGIC = b"\x1f\x8b"
_TABLES = frozenset({".csv", ".tsv", ".tab"})


def is_gzipped_table(sample: FileSample) -> bool:
    """Whether the bytes are gzip's and the name says that a table is in it."""
    if not sample.data.startswith(_MAGIC) or sample.suffix != ".gz":
        return False
    return PurePosixPath(sample.file_name[:-3]).suffix.lower() in _TABLES


def unpacked(sample: FileSample) -> FileSample:
    """The table in a gzipped file; any other file as it is.

    Raises:
        StudyError: it is damaged or unpacks to too much.
    """
    if not is_gzipped_table(sample):
        return sample
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        data = unpacker.decompress(sample.data, TOTAL_LIMIT + 1)
    except zlib.error as error:
        raise StudyError("The compressed table is damaged.", SAVE_AGAIN) from error
    if len(data) > TOTAL_LIMIT:
        raise StudyError("The compressed table unpacks to too much.", "Split it.")
    if not unpacker.eof:
        raise StudyError("The compressed table is damaged: its end is missing.", SAVE_AGAIN)
    return FileSample(sample.file_name[:-3], data, sample.encoding)
