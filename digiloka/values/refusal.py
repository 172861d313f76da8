"""How a rule says no, and how it says "yes, but look"."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(ValueError):
    """A value cannot be taken. `code` is for programs and counts, `message` is the sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Note:
    """A value was taken, but a person should know something about it (same shape as a refusal)."""

    code: str
    message: str


def note(notes: list[Note] | None, code: str, message: str) -> None:
    """Add a note where the caller wants to hear of it; parsers are also called without a list."""
    if notes is not None:
        notes.append(Note(code, message))
