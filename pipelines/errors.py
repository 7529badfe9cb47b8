"""One family of errors, each with a French sentence for a person and an exit code for a program.

Takes nothing, gives the exception classes every stage raises. Never carries a personal value: a message
quotes a cell only after `masking.mask`.
"""

from __future__ import annotations

from typing import ClassVar

from pipelines.typographie import typeset


class ObservatoireError(Exception):
    """A failure someone can act on.

    `code` is stable and searchable (`FICHIER_VIDE`), `message` is one French sentence, `conseil` says what
    to do next. Exit codes: 0 done, 2 wrong call, 3 refused input, 4 nothing to do, 5 internal.
    """

    exit_code: ClassVar[int] = 5

    def __init__(self, code: str, message: str, conseil: str = "") -> None:
        super().__init__(typeset(message))
        self.code = code
        self.message = typeset(message)
        self.conseil = typeset(conseil)


class WrongCall(ObservatoireError):
    """The command or function was called with arguments that cannot be served."""

    exit_code = 2


class RefusedInput(ObservatoireError):
    """Nothing of this file was taken; the base is as it was."""

    exit_code = 3


class ConfirmationNeeded(RefusedInput):
    """The step is possible but would lose or assume something: the message names the option that accepts it."""


class NothingToDo(ObservatoireError):
    """The same content is already there."""

    exit_code = 4


class InternalError(ObservatoireError):
    """A fault of ours: the user gets a sentence and an incident number, never a trace."""

    exit_code = 5
