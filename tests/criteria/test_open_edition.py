"""The real content: it loads, it is complete, and no two processes are alike."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from kompass.catalogue import shelf
from kompass.domain.answers import Level
from kompass.domain.framework import Framework
from kompass.domain.points import published_total
from kompass.domain.scoring import score

CRITERIA = Path(__file__).resolve().parents[2] / "criteria"
LOCALES = ("nb", "nn", "en")

OFFICIAL_NAMES = [
    "Offentlighet og demokrati",
    "Tilgjengelighet, innbygger- og brukerorientering",
    "Politisk styring og kontroll",
    "Lederskap, ansvar og delegasjon",
    "Resultatfokus og effektivitet",
    "Kommunen som arbeidsgiver",
    "Utviklingsstrategi og lærende organisasjon",
    "Kommunen som samfunnsutvikler",
]


@pytest.fixture(scope="module")
def editions() -> shelf.Shelf:
    return shelf.load(CRITERIA)


@pytest.fixture(scope="module", params=LOCALES)
def framework(request: pytest.FixtureRequest, editions: shelf.Shelf) -> Framework:
    return editions.get("kommunekompasset-apen", "2026", request.param)


def test_edition_is_published_and_locked(editions: shelf.Shelf) -> None:
    newest = editions.newest()

    assert (newest.id, newest.status) == ("kommunekompasset-apen", "published")
    assert shelf.locked_digests(CRITERIA)[newest.id, newest.edition] == newest.scoring_digest


def test_eight_areas_have_their_official_names(editions: shelf.Shelf) -> None:
    assert [a.title for a in editions.get("kommunekompasset-apen", "2026", "nb").areas] == OFFICIAL_NAMES


def test_there_are_164_processes_in_subareas_of_three_or_more(framework: Framework) -> None:
    assert len(framework.criteria) == 164
    for area in framework.areas:
        assert sum(subarea.points for subarea in area.subareas) == area.points == 100
        assert 4 <= len(area.subareas) <= 6
        assert all(len(subarea.criteria) >= 3 for subarea in area.subareas)


def test_it_says_that_it_is_an_open_edition(framework: Framework) -> None:
    assert any(word in framework.title for word in ("åpen utgave", "open utgåve", "open edition"))


def test_every_process_has_its_own_texts(framework: Framework) -> None:
    for criterion in framework.criteria.values():
        assert criterion.question.endswith("?")
        assert len(criterion.levels) == 5
        assert len(criterion.title) <= 60
        assert {source.kind for source in criterion.sources} <= {"document", "website", "interview"}
    levels = Counter(text for criterion in framework.criteria.values() for text in criterion.levels)
    assert max(levels.values()) == 1


@pytest.mark.parametrize("part", ["title", "question", "evidence", "not_evidence", "advice"])
def test_no_text_stands_twice(framework: Framework, part: str) -> None:
    texts = Counter(getattr(criterion, part) for criterion in framework.criteria.values())

    assert [text for text, times in texts.items() if times > 1] == []


def test_no_two_processes_are_alike(framework: Framework) -> None:
    words = {
        criterion.id: {word for word in criterion.question.lower().split() if len(word) > 4}
        for criterion in framework.criteria.values()
    }

    alike = [
        (one, other)
        for one, other in combinations(words, 2)
        if len(words[one] & words[other]) > 0.6 * min(len(words[one]), len(words[other]))
    ]
    assert alike == []


def test_ideal_municipality_gets_800(framework: Framework) -> None:
    result = score(framework, dict.fromkeys(framework.criteria, Level(4)))

    assert published_total(result).points == 800
