"""Broken files without end: real ones with bytes, lines and zip members changed at random.

The short run is a test. The long one, with counts:

    python tests/importers/fuzzing.py --inputs 100000
"""

import argparse
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange_check import sound
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.source import Role
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.codings import read_codings
from interviewcoder.importers.participants import read_participants
from interviewcoder.importers.projects import read_project
from interviewcoder.importers.registry import read_source

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_transcripts"
SHARED = ROOT.parent / "shared"
LARGEST = 150_000
"""Bytes of a file to begin with; larger ones only make it slow."""
SLOW = 20.0
"""Seconds; an input that takes longer counts as a failure."""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J", b"\r", b"\n\n", b"\t", b",", b";", b'"', b"'", b"<", b">", b"&",
    b"{", b"}", b"[", b"]", b"(", b")", b"\\", b"-->", b"99:99:99,999", b"-1", b"9" * 40, b"1e999", b"NaN", b"null", b"true",
    b"</p>", b"<!DOCTYPE a>", b"<![CDATA[", b"xmlns:a=''", b"\\u-9999?", b"\\bin99999 ", b"=1+1", b"Ana: ", b"Q. ", b"#00:00:01-0#",
    "٣:٤".encode(), "\u202e".encode(), "🙂".encode(), b"%PDF-1.4", b"PK\x03\x04", b"WEBVTT\n\n", b"@Begin\n", b"endobj", b"stream\n",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """A file to try."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that a reader did not bear."""

    seed: int
    reader: str
    name: str
    told: str


def beginnings() -> list[Input]:
    """Sound files of all formats: the samples', the tests' own and, where they lie beside, the shared ones."""
    paths = [path for path in SAMPLES.rglob("*") if path.is_file()]
    for folder in ("data", "attacks", "refi"):
        paths += (path for path in (SHARED / folder).rglob("*") if path.is_file())
    found = [
        Input(path.name, path.read_bytes())
        for path in sorted(paths)
        if path.stat().st_size <= LARGEST and path.suffix != ".study"
    ]
    return [one for one in found if one.name != "SOURCES.md"]


def changed(begin: Input, other: Input, dice: random.Random) -> Input:
    """A file with one to eight things broken in it; its name may become another's."""
    name = other.name if dice.random() < 0.1 else begin.name
    if begin.data.startswith(b"PK\x03\x04") and dice.random() < 0.8:
        with_member = _with_broken_member(begin.data, other.data, dice)
        if with_member is not None:
            return Input(name, with_member)
    return Input(name, _broken(begin.data, other.data, dice))


def _broken(data: bytes, other: bytes, dice: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(found) + 1)
        size = min(len(found) - at, int(dice.expovariate(1 / 40)) + 1)
        match dice.randrange(8):
            case 0 if at < len(found):
                found[at] ^= 1 << dice.randrange(8)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * dice.choice([1, 2, 50])
            case 3 | 4:
                found[at:at] = dice.choice(_TOKENS)
            case 5:
                start = dice.randrange(len(other) + 1)
                found[at : at + size] = other[start : start + size]
            case 6 if dice.random() < 0.3:
                del found[at:]
            case _:
                lines = bytes(found[:LARGEST]).split(b"\n")
                one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
                lines[one], lines[two] = lines[two], lines[one]
                found = bytearray(b"\n".join(lines))
    return bytes(found[: 4 * LARGEST])


def _with_broken_member(data: bytes, other: bytes, dice: random.Random) -> bytes | None:
    """The zip with one member's content broken, so that what reads the content is reached too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(one.filename, archive.read(one)) for one in archive.infolist()[:200]]
    except Exception:
        return None
    members = [(name, content) for name, content in members if len(content) <= 4 * LARGEST]
    if not members:
        return None
    at = dice.randrange(len(members))
    name, content = members[at]
    members[at] = (name, _broken(content, other, dice))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, kept in members:
            archive.writestr(member, kept)
    return out.getvalue()


def require_sound(source: ImportedSource) -> None:
    """What holds of every source that was read: spans, labels, questions, times, clean texts."""
    labels = [speaker.label for speaker in source.speakers]
    assert len(set(labels)) == len(labels)
    assert source.passages
    end = 0
    for passage in source.passages:
        assert end <= passage.start < passage.end <= len(source.text)
        words = source.text[passage.start : passage.end]
        assert words == words.strip()
        assert passage.speaker in labels
        assert passage.question is None or passage.question < len(source.questions)
        assert passage.start_ms is None or 0 <= passage.start_ms < 2**62
        assert passage.end_ms is None or 0 <= passage.end_ms < 2**62
        end = passage.end
    for speaker in source.speakers:
        assert (speaker.participant is None) is (speaker.role is not Role.PARTICIPANT)
    shown = [source.name, source.text, *labels, *source.questions, *source.warnings]
    assert not UNSAFE.search("".join(shown))


def _as_source(name: str, data: bytes) -> None:
    require_sound(read_source(name, data, ImportOptions()))


def _as_project(name: str, data: bytes) -> None:
    sound(read_project(name, data))


READERS: dict[str, Callable[[str, bytes], object]] = {
    "source": _as_source,
    "participants": read_participants,
    "codebook": read_codebook,
    "codings": read_codings,
    "project": _as_project,
}


def tried(reader: str, one: Input, seed: int) -> tuple[str, Failure | None]:
    """What became of an input (`read` or `refused`), and the failure if it is one."""
    began = time.monotonic()
    outcome, told = "read", ""
    try:
        READERS[reader](one.name, one.data)
    except StudyError as error:
        outcome = "refused"
        if UNSAFE.search(str(error)):
            told = f"control characters in: {error!r}"
        elif "not what its name says" in str(error) and error.__cause__ is not None:
            told = "".join(traceback.format_exception(error.__cause__)[-4:])
    except BaseException:
        told = traceback.format_exc(limit=-6)
    if told:
        outcome = "failed"
    if time.monotonic() - began > SLOW:
        told = told or f"took {time.monotonic() - began:.0f} s"
    return outcome, Failure(seed, reader, one.name, told) if told else None


def run(begin: Sequence[Input], seeds: Iterator[int]) -> tuple[Counter[str], list[Failure]]:
    """Try an input a seed; the same seed is the same input as long as the files to begin with are the same."""
    outcomes: Counter[str] = Counter()
    failures = []
    for seed in seeds:
        dice = random.Random(seed)
        one = changed(dice.choice(begin), dice.choice(begin), dice)
        reader = dice.choices(list(READERS), weights=[3 * len(READERS), *[1] * (len(READERS) - 1)])[
            0
        ]
        outcome, failure = tried(reader, one, seed)
        outcomes[f"{reader} {outcome}"] += 1
        if failure:
            failures.append(failure)
    return outcomes, failures


def _part(first: int, last: int) -> tuple[Counter[str], list[Failure]]:
    return run(beginnings(), iter(range(first, last)))


def main() -> int:
    """Try many inputs on all cores and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    began = time.monotonic()
    outcomes: Counter[str] = Counter()
    failures: list[Failure] = []
    steps = range(asked.first, asked.first + asked.inputs, 1000)
    ends = [min(step + 1000, asked.first + asked.inputs) for step in steps]
    with ProcessPoolExecutor(asked.processes) as pool:
        for number, (counted, failed) in enumerate(pool.map(_part, steps, ends), 1):
            outcomes += counted
            failures += failed
            print(f"{number * 1000:,} inputs, {len(failures)} failures", file=sys.stderr)
    for name, count in sorted(outcomes.items()):
        print(f"{count:>8,} {name}")
    for failure in failures[:20]:
        print(f"\nseed {failure.seed}, {failure.reader}, {failure.name}:\n{failure.told}")
    print(
        f"{outcomes.total():,} inputs, {len(failures)} failures, {time.monotonic() - began:.0f} s"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
