"""What the checks of an edition find, and the error that carries it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in the criteria: file, place in it (id or line), code, and the detail."""

    file: str
    place: str
    code: str
    detail: str = ""

    def __str__(self) -> str:
        parts = (self.file, self.place, f"{self.code}: {self.detail}" if self.detail else self.code)
        return " · ".join(part for part in parts if part)


class Unreadable(Exception):
    """A file that cannot be read at all; carries its one finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class UnusableEdition(Exception):
    """An edition that must not be used; carries every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
