"""Commands that encrypt a study, decrypt it, and change its passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.text import one_line

from .arguments import StudyFile
from .exit_codes import ExitCode
from .passphrases import NO_WAY_BACK, chosen, passphrase_in, typed_twice, unlocked
from .printing import say, warn

if TYPE_CHECKING:
    from interviewcoder.domain.encryption import Conversion

group = typer.Typer()


@group.command("encrypt")
def encrypt(study: StudyFile) -> int:
    """Encrypt a study and its backups with a passphrase.

    Nobody may have it open. The exit code is 3 when a backup stays as it is.

    \b
    Example:
      interviewcoder encrypt pilot.study
    """
    from interviewcoder.study import encryption

    encryption.is_encrypted(study)  # Refuses what is no study before a passphrase is typed.
    done = encryption.encrypt(study, chosen(study))
    code = _tell(done, "Encrypted", "as plain text")
    say(
        "The plain bytes were overwritten. A solid-state disk, a snapshot or a copy elsewhere may still hold them; "
        "so may what was exported or imported."
    )
    say(NO_WAY_BACK)
    return code


@group.command("decrypt")
def decrypt(study: StudyFile) -> int:
    """Make a plain study of an encrypted one, and of its backups.

    Nobody may have it open. The exit code is 3 when a backup stays as it is.

    \b
    Example:
      interviewcoder decrypt pilot.study
    """
    from interviewcoder.study import encryption

    encryption.require_encrypted(study)
    done = unlocked(study, lambda words: encryption.decrypt(study, words))
    return _tell(done, "Decrypted", "with a passphrase of its own")


@group.command("passphrase")
def passphrase(
    study: StudyFile,
    new_file: Annotated[
        Path | None,
        typer.Option(
            "--new-passphrase-file",
            metavar="FILE",
            help="Holds the new passphrase in its first line; else you are asked.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Change the passphrase of an encrypted study and its backups.

    Nobody may have it open. The exit code is 3 when a backup keeps the old passphrase.

    \b
    Example:
      interviewcoder passphrase pilot.study
    """
    from interviewcoder.study import encryption

    encryption.require_encrypted(study)
    old = unlocked(study, lambda words: encryption.fitting(study, words))
    new = passphrase_in(new_file) if new_file is not None else typed_twice(study)
    done = encryption.change_passphrase(study, old, new)
    code = _tell(done, "Changed the passphrase of", "with the passphrase that it had")
    say("Copies elsewhere keep the passphrase that they had. " + NO_WAY_BACK)
    return code


def _tell(done: "Conversion", what: str, as_it_is: str) -> ExitCode:
    """What was converted, and what was not."""
    names = ", ".join(one_line(str(path)) for path in done.converted)
    say(f"{what} {names}.")
    for path, why in done.left:
        warn(f"{one_line(str(path))} stays {as_it_is}: {why}")
    for path in done.named_twice:
        warn(
            f"{one_line(str(path))} has another name (a hard link), under which it is still plain."
        )
    return ExitCode.PARTLY if done.left or done.named_twice else ExitCode.DONE
