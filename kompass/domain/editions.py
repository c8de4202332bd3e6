"""Which results may be compared: those of one edition, or of an edition the newer one has a crosswalk from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditionKey:
    """One edition of one framework. An empty `edition` is an unknown one, comparable with nothing."""

    framework: str
    edition: str

    @property
    def is_known(self) -> bool:
        return bool(self.edition)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Areas of an older edition that ask about the same as areas of a newer one: old area id to new area id.

    A comparison through a crosswalk holds for the linked areas only, and is marked wherever it is shown.
    """

    older: EditionKey
    areas: Mapping[str, str]
