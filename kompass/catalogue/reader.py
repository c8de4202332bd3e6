"""From one edition's folder to a framework in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from kompass.catalogue import checks, strict_yaml
from kompass.catalogue.digest import digest, scoring_digest
from kompass.catalogue.findings import Finding, Unreadable, UnusableEdition
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.framework import Area, Criterion, Framework, Scale, Source, Step, SubArea

FRAMEWORK_FILE = "framework.yaml"
CROSSWALK_FILE = "crosswalk.yaml"


@dataclass(frozen=True, slots=True)
class Edition:
    """The checked content of one edition's folder, still in all its languages.

    `crosswalks` lead from older editions to this one. They move no score, so they are in neither digest.
    """

    framework: Mapping[str, Any]
    areas: tuple[Mapping[str, Any], ...]
    scoring_digest: str
    text_digest: str
    crosswalks: tuple[Crosswalk, ...] = ()

    @property
    def id(self) -> str:
        return str(self.framework["id"])

    @property
    def edition(self) -> str:
        return str(self.framework["edition"])

    @property
    def status(self) -> str:
        return str(self.framework["status"])

    @property
    def locales(self) -> list[str]:
        return list(self.framework["locales"])


def read_edition(folder: Path, schemas: Path) -> Edition:
    """Read and check one edition; UnusableEdition with every finding when anything is wrong."""
    findings: list[Finding] = []
    framework = _read(folder / FRAMEWORK_FILE, schemas / "framework.schema.json", findings)
    areas = {
        path.name: content
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in (FRAMEWORK_FILE, CROSSWALK_FILE)
        and (content := _read(path, schemas / "area.schema.json", findings)) is not None
    }
    if framework is not None:
        findings += checks.framework_findings(FRAMEWORK_FILE, framework)
        for file, area in areas.items():
            findings += checks.area_findings(file, area, framework)
        if not findings:
            findings += checks.id_findings(framework, areas)
    crosswalks = _read_crosswalks(folder / CROSSWALK_FILE, schemas, framework, findings)
    if findings or framework is None:
        raise UnusableEdition(findings)
    by_id = {area["id"]: area for area in areas.values()}
    ordered = [by_id[area_id] for area_id in framework["areas"]]
    return Edition(
        framework,
        tuple(ordered),
        scoring_digest(framework, ordered),
        digest([framework, ordered]),
        crosswalks,
    )


def _read_crosswalks(
    path: Path, schemas: Path, framework: Mapping[str, Any] | None, findings: list[Finding]
) -> tuple[Crosswalk, ...]:
    """The crosswalks of the edition; most have none."""
    content = _read(path, schemas / "crosswalk.schema.json", findings) if path.exists() else None
    if content is None or framework is None:
        return ()
    findings += checks.crosswalk_findings(path.name, content, framework)
    return tuple(
        Crosswalk(EditionKey(one["framework"], one["edition"]), one["areas"]) for one in content["crosswalks"]
    )


def _read(path: Path, schema: Path, findings: list[Finding]) -> Mapping[str, Any] | None:
    try:
        content = strict_yaml.read(path)
    except Unreadable as error:
        findings.append(error.finding)
        return None
    found = checks.schema_findings(path.name, content, schema)
    findings += found
    return None if found else content


def in_language(edition: Edition, locale: str) -> Framework:
    """The edition as a framework in one language; KeyError when the edition has no such locale."""
    if locale not in edition.locales:
        raise KeyError(locale)
    source = edition.locales[0]

    def words(text: Any) -> str:
        return str(text if isinstance(text, str) else text.get(locale, text[source]))

    content = edition.framework
    scale = Scale(
        content["scale"]["id"],
        tuple(
            Step(step["value"], Fraction(step["share"]), words(step["name"]), words(step["text"]))
            for step in content["scale"]["steps"]
        ),
    )
    return Framework(
        id=edition.id,
        edition=edition.edition,
        title=words(content["title"]),
        description=words(content["description"]),
        locale=locale,
        scale=scale,
        rules={key: content["scoring"][key] for key in ("criteria", "subareas")},
        areas=tuple(_area(area, scale, content["scoring"]["area_points"], words) for area in edition.areas),
        scoring_digest=edition.scoring_digest,
        text_digest=edition.text_digest,
    )


def _area(area: Mapping[str, Any], scale: Scale, points: int, words: Any) -> Area:
    subareas = tuple(
        SubArea(
            subarea["id"],
            words(subarea["title"]),
            subarea["points"],
            tuple(_criterion(criterion, scale, words) for criterion in subarea["criteria"]),
        )
        for subarea in area["subareas"]
    )
    return Area(area["id"], words(area["title"]), words(area["introduction"]), points, subareas)


def _criterion(criterion: Mapping[str, Any], scale: Scale, words: Any) -> Criterion:
    own = criterion.get("levels", {})
    return Criterion(
        id=criterion["id"],
        title=words(criterion["title"]),
        question=words(criterion["question"]),
        evidence=words(criterion["evidence"]),
        not_evidence=words(criterion["not_evidence"]),
        sources=tuple(Source(kind, words(text)) for kind, text in criterion["sources"].items()),
        weight=criterion["weight"],
        scale=scale,
        levels=tuple(words(own[step.value]) if own else step.text for step in scale.steps),
        advice=words(criterion["advice"]),
    )
