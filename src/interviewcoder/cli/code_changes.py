"""Commands that change the codebook: write, move, merge, split and remove codes; what that does can be seen before."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.kinds import Kind

from .arguments import AsJson, CodeName, CoderName, StudyFile, Where
from .opening import opened
from .printing import say, show, show_record, warn

if TYPE_CHECKING:
    from interviewcoder.domain.codebook import Code
    from interviewcoder.domain.codebook_change import CodebookChange
    from interviewcoder.study import Study

group = typer.Typer()

CodeNames = Annotated[
    list[str], typer.Argument(metavar="CODE...", help="Names of codes.", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
OfKind = Annotated[
    Kind | None,
    typer.Option("--kind", help="Its kind; else that of the code above.", show_default=False),
]
NewKind = Annotated[Kind | None, typer.Option("--kind", help="Another kind.", show_default=False)]
Under = Annotated[
    str | None,
    typer.Option("--under", metavar="CODE", help="The code above it.", show_default=False),
]
Colour = Annotated[
    str | None,
    typer.Option(
        "--colour",
        metavar="#RRGGBB",
        help="Its colour, or 'kind' for that of its kind.",
        show_default=False,
    ),
]
Definition = Annotated[
    str | None,
    typer.Option("--definition", metavar="TEXT", help="What it says.", show_default=False),
]
Include = Annotated[
    str | None,
    typer.Option("--include", metavar="TEXT", help="When to use it.", show_default=False),
]
Exclude = Annotated[
    str | None,
    typer.Option("--exclude", metavar="TEXT", help="When not to use it.", show_default=False),
]


@group.command("code-add")
def code_add(
    study: StudyFile,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The new code's name.", show_default=False)
    ],
    under: Under = None,
    kind: OfKind = None,
    colour: Colour = None,
    definition: Definition = None,
    include: Include = None,
    exclude: Exclude = None,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Add a code.

    \b
    Example:
      interviewcoder code-add pilot.study "Price anxiety" --under Needs --definition "Worry about what it costs."
    """
    from interviewcoder.domain.codebook import CodeDraft

    own = None if colour == "kind" else colour
    draft = CodeDraft(name, kind, under, own, definition or "", include or "", exclude or "")
    with opened(study, coder) as opened_study:
        added = opened_study.codebook.add(draft)
        _mind_near(opened_study, added)
        if as_json:
            _show_code(opened_study, added.id)
    say(f"Added '{added.name}', {added.kind.value}.")


@group.command("code-edit")
def code_edit(
    study: StudyFile,
    codes: CodeNames,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NEW", help="Another name, of one code.", show_default=False
        ),
    ] = None,
    kind: NewKind = None,
    colour: Colour = None,
    definition: Definition = None,
    include: Include = None,
    exclude: Exclude = None,
    dry_run: DryRun = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Change what is written of a code, or the kind or the colour of several.

    Texts can be changed of one code at a time; several codes get either a kind or a colour.

    \b
    Example:
      interviewcoder code-edit pilot.study Trust --name "Trust in the shop" --exclude "Trust in people."
    """
    from interviewcoder.domain.codebook_change import GiveColour, GiveKind
    from interviewcoder.domain.errors import StudyError

    written = any(text is not None for text in (name, definition, include, exclude))
    asked_for = [kind is not None, colour is not None, written]
    if not any(asked_for):
        raise StudyError("There is nothing to change.", "Give --name, --kind, --colour or a text.")
    with opened(study, coder) as opened_study:
        found = _named(opened_study, codes)
        if sum(asked_for) == 1 and not written:
            ids = tuple(code.id for code in found)
            own = None if colour == "kind" else colour
            asked = GiveKind(ids, kind) if kind is not None else GiveColour(ids, own)
            _carry_out(opened_study, asked, dry_run=dry_run, as_json=as_json)
            return
        if len(found) > 1 or dry_run:
            raise StudyError(
                "Several codes, and a dry run, are for one of --kind and --colour alone.",
                "Change the texts of one code at a time.",
            )
        (code,) = found
        if kind is not None and colour is None and code.colour == code.kind.colour:
            colour = kind.colour
        if colour == "kind":
            colour = (kind or code.kind).colour
        now = opened_study.codebook.update(
            code.id,
            name=name,
            kind=kind,
            colour=colour,
            definition=definition,
            include=include,
            exclude=exclude,
        )
        if name is not None:
            _mind_near(opened_study, now)
        if as_json:
            _show_code(opened_study, now.id)
    say(f"Changed '{now.name}'.")


@group.command("code-move")
def code_move(
    study: StudyFile,
    codes: CodeNames,
    under: Under = None,
    top: Annotated[bool, typer.Option("--top", help="To the top of the tree.")] = False,
    before: Annotated[
        str | None,
        typer.Option(
            "--before", metavar="CODE", help="Beside this code, before it.", show_default=False
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(
            "--after", metavar="CODE", help="Beside this code, after it.", show_default=False
        ),
    ] = None,
    dry_run: DryRun = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Hang codes, with all that is under them, elsewhere in the tree.

    \b
    Example:
      interviewcoder code-move pilot.study "Price anxiety" Fees --under Pains
    """
    from interviewcoder.domain.code_tree import CodeTree
    from interviewcoder.domain.codebook_change import MoveCodes

    if sum((under is not None, top, before is not None, after is not None)) != 1:
        raise typer.BadParameter("give one of --under, --top, --before and --after.")
    with opened(study, coder) as opened_study:
        ids = tuple(code.id for code in _named(opened_study, codes))
        parent_id = opened_study.codebook.get(under).id if under is not None else None
        order: tuple[int, ...] = ()
        if (beside := before if before is not None else after) is not None:
            tree = CodeTree(opened_study.codebook.list())
            place = opened_study.codebook.get(beside).id
            parent_id = tree.parents[place]
            moving = tree.topmost(ids)
            there = [one.id for one in tree.children(parent_id) if one.id not in moving]
            if place in there:
                at = there.index(place) + (after is not None)
                order = (*there[:at], *moving, *there[at:])
        asked = MoveCodes(ids, parent_id, order)
        _carry_out(opened_study, asked, dry_run=dry_run, as_json=as_json)


@group.command("code-merge")
def code_merge(
    study: StudyFile,
    codes: CodeNames,
    into: Annotated[
        str,
        typer.Option("--into", metavar="CODE", help="The code that stays.", show_default=False),
    ],
    dry_run: DryRun = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Give the tags and memos of codes, and the codes under them, to another one; they go.

    \b
    Example:
      interviewcoder code-merge pilot.study Fees Costs --into "Price anxiety" --dry-run
    """
    from interviewcoder.domain.codebook_change import MergeCodes

    with opened(study, coder) as opened_study:
        ids = tuple(code.id for code in _named(opened_study, codes))
        asked = MergeCodes(ids, opened_study.codebook.get(into).id)
        _carry_out(opened_study, asked, dry_run=dry_run, as_json=as_json)


@group.command("code-split")
def code_split(
    study: StudyFile,
    code: CodeName,
    into: Annotated[
        str,
        typer.Option(
            "--into",
            metavar="CODE",
            help="The code that takes them; a new one where there is none of the name.",
            show_default=False,
        ),
    ],
    where: Where = None,
    guid: Annotated[
        list[str] | None,
        typer.Option(
            "--guid",
            metavar="GUID",
            help="A coding, as 'codings --json' names it; may be repeated.",
            show_default=False,
        ),
    ] = None,
    under: Under = None,
    top: Annotated[bool, typer.Option("--top", help="A new code at the top of the tree.")] = False,
    kind: OfKind = None,
    dry_run: DryRun = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Give some of a code's tags to another code, or to a new one under it.

    \b
    Example:
      interviewcoder code-split pilot.study Trust --into "Trust in the shop" --where 'shop OR store'
    """
    from interviewcoder.domain.codebook import CodeDraft
    from interviewcoder.domain.codebook_change import SplitCode
    from interviewcoder.domain.errors import StudyError
    from interviewcoder.domain.text import name_key, one_line

    if where is None and not guid:
        raise typer.BadParameter("say which tags: --where QUERY or --guid GUID.")
    with opened(study, coder) as opened_study:
        found = opened_study.codebook.get(code)
        theirs = opened_study.codings.list(code=found.name, where=where)
        if guid:
            chosen = {one.guid: one for one in theirs}
            if lacking := [one for one in guid if one not in chosen]:
                raise StudyError(
                    f"'{found.name}' has no tag {one_line(lacking[0], 60)}, or the query is not true of it.",
                    "Look at: codings --code CODE --json",
                )
            theirs = [chosen[one] for one in dict.fromkeys(guid)]
        ids = tuple(one.id for one in theirs)
        known = {name_key(one.name): one.id for one in opened_study.codebook.list()}
        target: int | CodeDraft | None = known.get(name_key(into))
        if target is None:
            above = None if top else under if under is not None else found.name
            target = CodeDraft(into, kind or (found.kind if top else None), above)
        asked = SplitCode(found.id, ids, target)
        _carry_out(opened_study, asked, dry_run=dry_run, as_json=as_json)


@group.command("code-remove")
def code_remove(
    study: StudyFile,
    codes: CodeNames,
    dry_run: DryRun = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Remove codes with their tags; the codes under them move up.

    \b
    Example:
      interviewcoder code-remove pilot.study Fees --dry-run
    """
    from interviewcoder.domain.codebook_change import RemoveCodes

    with opened(study, coder) as opened_study:
        ids = tuple(code.id for code in _named(opened_study, codes))
        _carry_out(opened_study, RemoveCodes(ids), dry_run=dry_run, as_json=as_json)


def _named(study: "Study", names: list[str]) -> list["Code"]:
    return [study.codebook.get(name) for name in names]


def _carry_out(study: "Study", asked: "CodebookChange", *, dry_run: bool, as_json: bool) -> None:
    """Do it, or only look; print what it does."""
    from interviewcoder.domain.codebook_change import plan_told
    from interviewcoder.domain.codebook_records import plan_record

    plan = study.codebook.plan(asked) if dry_run else study.codebook.carry_out(asked)
    if as_json:
        show_record(plan_record(plan, done=not dry_run))
        return
    show(plan.title)
    for line in plan_told(plan):
        show(f"  {line}")
    say("Nothing was changed: a dry run." if dry_run else "Done. Undo takes all of it back.")


def _mind_near(study: "Study", code: "Code") -> None:
    """Warn of codes whose names are nearly that of one that was just written."""
    from interviewcoder.domain.near_names import nearly

    near = study.codebook.near(code.name, but=code.id)
    if near:
        warn(nearly(near))


def _show_code(study: "Study", code_id: int) -> None:
    from interviewcoder.domain.code_tree import CodeTree
    from interviewcoder.domain.records import code_record

    tree = CodeTree(study.codebook.list())
    above = tree.above(code_id)
    show_record(code_record(tree.code(code_id), above[-1].name if above else None, len(above)))
