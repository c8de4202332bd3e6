"""All editions, read once at start, and the lock that keeps published ones from changing."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kompass.catalogue.findings import Finding, UnusableEdition
from kompass.catalogue.reader import FRAMEWORK_FILE, Edition, in_language, read_edition
from kompass.domain.editions import Crosswalk
from kompass.domain.errors import NotFound
from kompass.domain.framework import Framework

LOCK_FILE = "published.lock"


class Shelf:
    """The frameworks by id, edition and locale. Built whole; never changed afterwards."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._editions = {(edition.id, edition.edition): edition for edition in editions}
        self._frameworks = {
            (*key, locale): in_language(edition, locale)
            for key, edition in self._editions.items()
            for locale in edition.locales
        }

    def get(self, framework_id: str, edition: str, locale: str) -> Framework:
        """The framework in this language, else in the edition's source language; NotFound when unknown."""
        key = (framework_id, edition)
        if key not in self._editions:
            raise NotFound("unknown_edition", framework=framework_id, edition=edition)
        source = self._editions[key].locales[0]
        return self._frameworks.get((*key, locale)) or self._frameworks[(*key, source)]

    def crosswalks(self, framework_id: str, edition: str) -> tuple[Crosswalk, ...]:
        """Crosswalks that lead to this edition; none where the edition is known from published results only."""
        found = self._editions.get((framework_id, edition))
        return found.crosswalks if found else ()

    def newest(self) -> Edition:
        """The edition new evaluations start with: the newest published one, else the newest of all."""
        editions = sorted(self._editions.values(), key=lambda e: (e.status == "published", e.edition, e.id))
        return editions[-1]

    @property
    def editions(self) -> Iterable[Edition]:
        return self._editions.values()


def load(criteria: Path) -> Shelf:
    """Read, check and lock-check every edition under `criteria`; UnusableEdition with all findings."""
    editions, findings = read_all(criteria)
    findings += lock_findings(editions, locked_digests(criteria))
    if findings or not editions:
        raise UnusableEdition(findings or [Finding(criteria.name, "", "no_edition")])
    return Shelf(editions)


def read_all(criteria: Path) -> tuple[list[Edition], list[Finding]]:
    """Every edition that can be read, and the findings of those that cannot."""
    editions: list[Edition] = []
    findings: list[Finding] = []
    for file in sorted(criteria.glob(f"*/{FRAMEWORK_FILE}")):
        try:
            editions.append(read_edition(file.parent, criteria / "schema"))
        except UnusableEdition as error:
            findings += [Finding(f"{file.parent.name}/{f.file}", f.place, f.code, f.detail) for f in error.findings]
    return editions, findings


def locked_digests(criteria: Path) -> Mapping[tuple[str, str], str]:
    """Scoring digest of every published edition, from `published.lock`: id, edition, digest a line."""
    path = criteria / LOCK_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    fields = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {(framework_id, edition): digest for framework_id, edition, digest in fields}


def lock_findings(editions: Iterable[Edition], locked: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Published editions that are not locked, or whose scoring has changed since they were."""
    findings = []
    for edition in editions:
        digest = locked.get((edition.id, edition.edition))
        if digest is not None and digest != edition.scoring_digest:
            findings.append(Finding(LOCK_FILE, f"{edition.id} {edition.edition}", "published_edition_changed"))
        elif digest is None and edition.status == "published":
            findings.append(Finding(LOCK_FILE, f"{edition.id} {edition.edition}", "published_edition_not_locked"))
    return findings


def lock(criteria: Path) -> list[str]:
    """Add a line for every published edition that has none; the lines added. Never changes a line."""
    editions, findings = read_all(criteria)
    locked = locked_digests(criteria)
    if findings:
        raise UnusableEdition(findings)
    lines = [
        f"{edition.id} {edition.edition} {edition.scoring_digest}"
        for edition in editions
        if edition.status == "published" and (edition.id, edition.edition) not in locked
    ]
    if lines:
        with (criteria / LOCK_FILE).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return lines
