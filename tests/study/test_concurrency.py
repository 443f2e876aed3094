"""Several who work on one study at once: in threads of one program, and in programs of their own."""

import threading

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.study import Study

from ..storage.processes import start
from .samples import trouble

EACH = 30


def test_threads_on_one_and_on_several_open_studies(study: Study) -> None:
    codes = [code.id for code in study.codebook.list()]
    errors: list[BaseException] = []
    made: list[str] = []

    def work(mine: Study, number: int) -> None:
        try:
            for n in range(EACH):
                span = Span(number * EACH + n, number * EACH + n + 40)
                made.extend(c.guid for c in mine.codings.tag(1 + n % 3, span, codes[:2]))
                assert mine.codings.on_source(1)
        except BaseException as error:
            errors.append(error)

    with Study.open(study.path, coder="Maya") as second:
        revisions = study.revision(), second.revision()
        threads = [
            threading.Thread(target=work, args=(mine, number))
            for number, mine in enumerate((study, study, second, second))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(made) == len(set(made)) >= 4 * EACH
        for mine in (study, second):
            assert set(made) <= {coding.guid for coding in mine.codings.list()}
        assert study.revision() != revisions[0]
        assert second.revision() != revisions[1]
        assert trouble(study) == {}


PROCESS = """
with Study.open(path, coder=sys.argv[2]) as study:
    codes = [code.id for code in study.codebook.list()]
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(int(sys.argv[3])):
        for coding in study.codings.tag(1 + n % 6, Span(n, n + 40), codes):
            print(coding.guid)
        study.codebook.add(CodeDraft(f"{sys.argv[2]} {n}"))
"""


def test_processes_tag_at_the_same_time(study: Study) -> None:
    before = study.revision()
    workers = [start(PROCESS, study.path, name, EACH) for name in ("Ana", "Noor")]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("\n")
        worker.stdin.flush()
    told: list[str] = []
    for worker in workers:
        out, err = worker.communicate(timeout=60)
        assert (worker.returncode, err) == (0, "")
        told += out.split()
    assert len(told) == len(set(told)) == 2 * EACH * 5
    assert set(told) <= {coding.guid for coding in study.codings.list()}
    assert {f"{name} {n}" for name in ("Ana", "Noor") for n in range(EACH)} <= {
        code.name for code in study.codebook.list()
    }
    assert study.revision() != before
    assert trouble(study) == {}


def test_the_revision_changes_with_every_change_and_only_then(study: Study) -> None:
    with Study.open(study.path, coder="Noor") as other:
        seen = [(study.revision(), other.revision())]
        for act in (
            lambda: study.codebook.add(CodeDraft("Mine")),
            lambda: other.codebook.add(CodeDraft("Hers")),
            lambda: study.journal.undo(study.journal.history(1)[0].id),
            lambda: other.journal.redo(other.journal.history(1)[0].id),
        ):
            study.codings.list()
            assert (study.revision(), other.revision()) == seen[-1]
            act()
            seen.append((study.revision(), other.revision()))
            assert seen[-1][0] != seen[-2][0]
            assert seen[-1][1] != seen[-2][1]
