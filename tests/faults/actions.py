"""What a user does to a study. An action looks first, unharmed, and gives the deed that is then interrupted."""

import shutil
from collections.abc import Callable

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.codebook_change import MergeCodes, MoveCodes
from interviewcoder.domain.coding import Span, Suggested
from interviewcoder.domain.retagging import Act, Retag
from interviewcoder.storage.header import SCHEMA_VERSION
from interviewcoder.study import Study

from .scene import Deed, Scene, unpack_old

Action = Callable[[Scene], Deed]

GO_BACK = "go back in the history"


def _import(scene: Scene) -> Deed:
    return scene.command("import", scene.path, *scene.transcripts(scene.chance.randint(1, 8)))


def _import_survey(scene: Scene) -> Deed:
    return scene.command("import", scene.path, scene.survey(scene.chance.randint(3, 60)))


def _tag(scene: Scene) -> Deed:
    with scene.opened() as study:
        source = scene.chance.choice(study.sources.list())
    start = scene.chance.randrange(source.characters - 20)
    end = start + scene.chance.randint(5, 20)
    weight = scene.chance.randint(1, 99)  # Else a tag that is there would change nothing.
    return scene.command(
        *("tag", scene.path, source.name, scene.code(), "--span", start, end),
        *("--weight", weight, "--coder", "Maya"),
    )


def _untag(scene: Scene) -> Deed:
    coding = scene.coding()
    span = (coding.span.start, coding.span.end)
    return scene.command(
        *("untag", scene.path, coding.source, coding.code, "--span", *span, "--coder", "Maya")
    )


def _memo(scene: Scene) -> Deed:
    words = f"A thought, {scene.chance.randrange(10**6)}. " * scene.chance.randint(1, 200)
    return scene.command("memo", scene.path, words, "--code", scene.code())


def _add_code(scene: Scene) -> Deed:
    draft = CodeDraft(f"Code {scene.chance.randrange(10**9)}", parent=scene.code())
    return scene.verb(lambda study: study.codebook.add(draft))


def _rename_code(scene: Scene) -> Deed:
    code, name = scene.code(), f"Renamed {scene.chance.randrange(10**9)}"
    return scene.verb(lambda study: study.codebook.update(study.codebook.get(code).id, name=name))


def _merge_codes(scene: Scene) -> Deed:
    def merge(study: Study) -> None:
        study.codebook.merge(study.codebook.get(extra.name).id, study.codebook.get(into).id)

    into = scene.code()
    with scene.opened() as study:
        extra = study.codebook.add(CodeDraft(f"Extra {scene.chance.randrange(10**9)}"))
        source = study.sources.list()[0]
        study.codings.tag(source.id, study.codings.list()[0].span, [extra.id])
    return scene.verb(merge)


def _merge_many(scene: Scene) -> Deed:
    into = scene.code()
    with scene.opened() as study:
        extra = [study.codebook.add(CodeDraft(_fresh(scene, "Extra"))).id for _ in range(3)]
        source = study.sources.list()[0]
        study.codings.tag(source.id, study.codings.list()[0].span, extra)
        asked = MergeCodes(tuple(extra), study.codebook.get(into).id)
    return scene.verb(lambda study: study.codebook.carry_out(asked))


def _arrange(scene: Scene) -> Deed:
    with scene.opened() as study:
        top = [one.id for one in study.codebook.list() if one.parent_id is None]
        order = (study.codebook.add(CodeDraft(_fresh(scene, "First"))).id, *top)
    return scene.verb(lambda study: study.codebook.carry_out(MoveCodes(order[:1], None, order)))


def _split(scene: Scene) -> Deed:
    coding = scene.coding()
    into = CodeDraft(_fresh(scene, "Split off"))
    return scene.verb(lambda study: study.codebook.split(coding.code_id, [coding.id], into))


def _recode(scene: Scene) -> Deed:
    coding, into = scene.coding(), CodeDraft(_fresh(scene, "Instead"))
    return scene.verb(lambda study: study.codings.recode([coding.id], into))


def _respan(scene: Scene) -> Deed:
    coding = scene.coding()
    shorter = Span(
        coding.start, coding.start + scene.chance.randint(1, max(1, len(coding.text) - 2))
    )
    longer = Span(coding.start, coding.end + 3 + scene.chance.randint(1, 9))
    span = shorter if shorter != coding.span and len(coding.text) > 4 else longer
    return scene.verb(lambda study: study.codings.respan([coding.id], span))


def _retag(scene: Scene) -> Deed:
    weight, code = scene.chance.randint(0, 100), _fresh(scene, "Everywhere")
    with scene.opened() as study:
        study.codebook.add(CodeDraft(code))
        study.excerpts.retag(_all_tags(study), Retag(Act.JUDGE, weight=(weight + 1) % 101))
    what = scene.chance.choice((("--weight", weight), ("--add", code), ("--replace-with", code)))
    return scene.command("retag", scene.path, "--where", "polarity:*", *what)


def _all_tags(study: Study) -> list[int]:
    return [one.id for one in study.codings.list()]


def _accept(scene: Scene) -> Deed:
    with scene.opened() as study:
        code = study.codebook.add(CodeDraft(_fresh(scene, "Suggested"))).id
        coding = study.codings.list()[0]
    by = Suggested("words 1", 0.5)
    return scene.verb(
        lambda study: study.codings.tag(coding.source_id, coding.span, [code], suggested=by)
    )


def _reject(scene: Scene) -> Deed:
    with scene.opened() as study:
        code = study.codebook.add(CodeDraft(_fresh(scene, "Rejected"))).id
        coding = study.codings.list()[0]
    by = Suggested("words 1", 0.5)
    return scene.verb(
        lambda study: study.rejections.reject(coding.source_id, coding.span, code, by)
    )


def _save_query(scene: Scene) -> Deed:
    name = _fresh(scene, "Query")
    return scene.command("query-save", scene.path, name, "--where", "polarity:for")


def _edit_query(scene: Scene) -> Deed:
    with scene.opened() as study:
        made = study.queries.save(_fresh(scene, "Query"), "polarity:for")
    return scene.verb(lambda study: study.queries.edit(made.id, made.name, "polarity:against"))


def _remove_query(scene: Scene) -> Deed:
    with scene.opened() as study:
        made = study.queries.save(_fresh(scene, "Query"), "polarity:for")
    return scene.command("query-remove", scene.path, made.name)


def _go_back(scene: Scene) -> Deed:
    with scene.opened() as study:
        to = study.journal.history(1)[0].id
        for number in range(scene.chance.randint(2, 5)):
            study.codebook.add(CodeDraft(_fresh(scene, f"Passing {number}")))
    return scene.command("undo", scene.path, "--to", to)


def _fresh(scene: Scene, name: str) -> str:
    return f"{name} {scene.chance.randrange(10**9)}"


def _remove_code(scene: Scene) -> Deed:
    with scene.opened() as study:
        extra = study.codebook.add(CodeDraft(f"Extra {scene.chance.randrange(10**9)}"))
        study.codings.tag(study.sources.list()[0].id, study.codings.list()[0].span, [extra.id])
    return scene.verb(lambda study: study.codebook.remove(extra.id))


def _undo(scene: Scene) -> Deed:
    with scene.opened() as study:
        study.codebook.add(CodeDraft(f"Passing {scene.chance.randrange(10**9)}"))
    return scene.command("undo", scene.path)


def _redo(scene: Scene) -> Deed:
    with scene.opened() as study:
        study.journal.undo()
    return scene.command("redo", scene.path)


def _synthesize(scene: Scene) -> Deed:
    seed, personas = scene.chance.randrange(100), scene.chance.randint(1, 2)
    return scene.command("synthesize", scene.path, "--seed", seed, "--personas", personas)


def _edit_persona(scene: Scene) -> Deed:
    persona, words = scene.persona(), f"She goes on, {scene.chance.randrange(10**6)}."
    return scene.verb(
        lambda study: study.personas.write_narrative(study.personas.get(persona).id, words)
    )


def _revise(scene: Scene) -> Deed:
    return scene.command("revise", scene.path, *scene.corrected())


def _remove_source(scene: Scene) -> Deed:
    with scene.opened() as study:
        source = scene.chance.choice(study.sources.list()[1:])
    return scene.verb(lambda study: study.sources.remove(source.id))


def _erase(scene: Scene) -> Deed:
    return scene.command("participant-erase", scene.path, scene.person(), "--yes")


def _encrypt(scene: Scene) -> Deed:
    """Or decrypt, if it is encrypted."""
    with scene.opened() as study:
        way = "decrypt" if study._file.encrypted else "encrypt"
    return scene.command(way, scene.path)


def _migrate(scene: Scene) -> Deed:
    unpack_old(scene.chance.randrange(1, SCHEMA_VERSION), scene.old)
    shutil.rmtree(scene.folder / f"{scene.old.name}.backups", ignore_errors=True)
    return scene.command("check", scene.old)


def _new(scene: Scene) -> Deed:
    scene.new.unlink(missing_ok=True)
    return scene.command("new", scene.new)


def _export(scene: Scene) -> Deed:
    return scene.command("codebook-export", scene.path, scene.exported / "codebook.csv")


def _backup(scene: Scene) -> Deed:
    with scene.opened() as study:
        study.codebook.add(CodeDraft(f"Backed up {scene.chance.randrange(10**9)}"))
    return scene.command("backup", scene.path)


def _restore(scene: Scene) -> Deed:
    with scene.opened() as study:
        backup = study.backups.make()
        study.codebook.add(CodeDraft(f"To go {scene.chance.randrange(10**9)}"))
    shutil.copy(backup.path, scene.aside)
    return scene.command("restore", scene.path, backup.number)


ACTIONS: dict[str, Action] = {
    "import": _import,
    "import a survey": _import_survey,
    "tag": _tag,
    "untag": _untag,
    "memo": _memo,
    "add a code": _add_code,
    "rename a code": _rename_code,
    "merge codes": _merge_codes,
    "merge many codes": _merge_many,
    "arrange codes": _arrange,
    "split a code": _split,
    "replace a code": _recode,
    "move the ends": _respan,
    "tag many anew": _retag,
    "accept a suggestion": _accept,
    "reject a suggestion": _reject,
    "save a query": _save_query,
    "edit a query": _edit_query,
    "remove a query": _remove_query,
    "remove a code": _remove_code,
    "undo": _undo,
    "redo": _redo,
    GO_BACK: _go_back,
    "synthesize": _synthesize,
    "edit a persona": _edit_persona,
    "revise": _revise,
    "remove a source": _remove_source,
    "erase": _erase,
    "migrate": _migrate,
    "new": _new,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
}
"""By name, all that is interrupted."""

try:
    import sqlcipher3  # noqa: F401
except ImportError:
    pass
else:
    ACTIONS["encrypt"] = _encrypt

KEEP_CONTENT = frozenset({"encrypt", "migrate", "new", "export", "backup"})
"""Actions after which the study holds what it held before, and its journal too."""
FOR_GOOD = frozenset({"erase"})
"""Actions that nothing takes back."""
