"""What a report tells besides the scores: gold stars, evidence, agreement, the seal, measures, the coat of arms."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kompass.domain.answers import Answers
from kompass.domain.evaluation import Sealed
from kompass.domain.evidence import EvidenceKind
from kompass.domain.measures import Measure
from kompass.domain.texts import GoldStar


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that stands beside the scores; empty where there is none, or the reader may not see it.

    `evidence` is how many pieces of each kind a process rests on, by criterion id. `originals` are the answers each
    assessor gave alone, without their names. `seal` is the newest version, None before delivery. `arms` is the
    municipality's coat of arms as a PNG.
    """

    stars: tuple[GoldStar, ...] = ()
    evidence: Mapping[str, Mapping[EvidenceKind, int]] = field(default_factory=dict)
    originals: tuple[Answers, ...] = ()
    seal: Sealed | None = None
    measures: tuple[Measure, ...] = ()
    arms: bytes = b""

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """Everything here that decides what is printed."""
        seal = self.seal
        return (
            [(one.criterion_id, one.title, one.description) for one in self.stars],
            sorted((criterion_id, sorted(kinds.items())) for criterion_id, kinds in self.evidence.items()),
            [sorted(answers.items(), key=lambda item: item[0]) for answers in self.originals],
            seal and (seal.version, seal.digest, seal.reason, seal.sealed_at),
            [
                (one.id, one.criterion_id, one.title, one.owner_role, one.due_on, one.status)
                for one in self.measures
            ],
            hashlib.sha256(self.arms).hexdigest(),
        )
