"""The one error that is raised on purpose."""


class StudyError(Exception):
    """Something the user asked for cannot be done.

    Args:
        message: what is wrong, in one sentence.
        remedy: what the user can do about it, in one sentence.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class PassphraseError(StudyError):
    """An encrypted study was asked for without its passphrase, or with another one."""
