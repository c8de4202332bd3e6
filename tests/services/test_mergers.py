"""Mergers on the real register, with the invented ones of the demonstration."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from kompass.domain.before_after import LeftOut
from kompass.domain.errors import Invalid, NotAllowed, NotFound
from kompass.domain.history import Depth
from kompass.domain.merged_processes import Fate
from kompass.domain.merger import BaselineKind
from kompass.domain.permissions import Actor
from kompass.domain.register import Unit
from kompass.services import demonstration, mergers
from kompass.services.installation import Installation
from kompass.storage import municipalities


@pytest.fixture
def session(exhibition: Installation) -> Iterator[Session]:
    with exhibition.session() as opened:
        yield opened


@pytest.fixture
def reader(session: Session) -> Actor:
    return demonstration.sample_evaluation(session)[0]


@pytest.fixture
def units(session: Session) -> Callable[..., list[Unit]]:
    def found(*keys: str) -> list[Unit]:
        graph = municipalities.register(session)
        return [unit for key in keys if (unit := graph.by_key(key))]

    return found


def test_every_merger_is_listed_newest_first(session: Session, reader: Actor) -> None:
    found = mergers.listed(session, reader)

    days = [one.successor.valid_from for one in found]
    assert days == sorted(days, reverse=True)
    assert sum(1 for one in found if not one.successor.is_demonstration) == 53
    lindesnes = next(one for one in found if one.successor.key == "4205-2020")
    assert (len(lindesnes.links), lindesnes.evaluated_before, lindesnes.evaluated_after) == (3, 3, 0)


def test_three_into_one_with_full_scores(exhibition: Installation, session: Session, reader: Actor) -> None:
    found = mergers.before_after(exhibition, session, reader, "9914-2024", "nb")

    assert [partner.unit.name for partner in found.merger.partners] == ["Storhavn", "Ytterskog", "Nordlia"]
    assert found.kind is BaselineKind.RANGE
    assert found.after == found.later[0]
    assert [known.year for known in found.later] == [2025, 2026]
    assert found.starting.total.coverage.is_whole
    assert {one.fate for one in found.fates} == set(Fate)


def test_repeated_evaluation_uses_the_last_one_and_keeps_the_other(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    found = mergers.before_after(exhibition, session, reader, "9914-2024", "nb")

    nordlia = found.merger.partners[2]
    assert [known.year for known in (nordlia.known, *nordlia.earlier) if known] == [2023, 2019]


def test_later_evaluation_can_be_chosen(exhibition: Installation, session: Session, reader: Actor) -> None:
    first = mergers.before_after(exhibition, session, reader, "9914-2024", "nb")
    name = mergers.name_of(first.later[1])

    found = mergers.before_after(exhibition, session, reader, "9914-2024", "nb", mergers.Choice(evaluation=name))

    assert found.after == found.later[1]


@pytest.mark.parametrize("key", ["4205-2019", "0301-1838", "tull"])
def test_unknown_merger_is_not_found(exhibition: Installation, session: Session, reader: Actor, key: str) -> None:
    with pytest.raises(NotFound) as error:
        mergers.before_after(exhibition, session, reader, key, "nb")

    assert error.value.values == {"key": key}


def test_unknown_evaluation_is_not_found(exhibition: Installation, session: Session, reader: Actor) -> None:
    with pytest.raises(NotFound):
        mergers.before_after(exhibition, session, reader, "9914-2024", "nb", mergers.Choice(evaluation="0"))


def test_nobody_reads_without_signing_in(exhibition: Installation, session: Session) -> None:
    with pytest.raises(NotAllowed):
        mergers.before_after(exhibition, session, None, "9914-2024", "nb")


def test_predecessor_without_evaluation_lowers_the_coverage(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    found = mergers.before_after(exhibition, session, reader, "9925-2024", "nb")

    total = found.starting.total
    assert (total.coverage.count, total.coverage.of, round(total.coverage.share * 100)) == (2, 3, 74)
    assert list(total.left_out.values()) == [LeftOut.NO_EVALUATION]
    assert total.baseline is not None


@pytest.mark.parametrize("kind", list(BaselineKind))
def test_below_the_coverage_there_is_no_baseline(
    exhibition: Installation, session: Session, reader: Actor, kind: BaselineKind
) -> None:
    found = mergers.before_after(exhibition, session, reader, "9926-2024", "nb", mergers.Choice(kind))

    assert [part.baseline for part in (found.starting.total, *found.starting.areas)] == [None] * 9
    assert found.fates == ()


def test_divided_municipality_weighs_by_the_part_that_moved(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    heim = mergers.before_after(exhibition, session, reader, "5055-2020", "nb")
    orkland = mergers.before_after(exhibition, session, reader, "5059-2020", "nb")

    weights = {p.unit.name: (p.inhabitants, float(p.share), p.is_estimate) for p in heim.merger.partners}
    assert weights == {
        "Hemne": (4228, 1.0, False),
        "Halsa": (1574, 1.0, False),
        "Snillfjord": (999, 0.17, True),
    }
    assert heim.merger.partners[0].inhabitants_year == 2019
    assert [float(p.share) for p in orkland.merger.partners if p.unit.name == "Snillfjord"] == [0.5]


def test_published_without_figures_is_said_and_not_reckoned_with(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    found = mergers.before_after(exhibition, session, reader, "4205-2020", "nb")

    assert set(found.starting.total.left_out.values()) == {LeftOut.NO_FIGURES}
    assert [p.known.depth for p in found.merger.partners if p.known] == [Depth.EXISTS] * 3
    assert (found.after, found.starting.total.baseline) == (None, None)
    mandal = found.merger.partners[0]
    assert [known.year for known in mandal.earlier] == [2010]


def test_boundary_changes_of_the_day_are_noted(exhibition: Installation, session: Session, reader: Actor) -> None:
    found = mergers.before_after(exhibition, session, reader, "3817-2020", "nb")

    assert [(c.from_name, c.to_name, c.inhabitants) for c in found.boundaries] == [("Sauherad", "Notodden", 466)]


def test_municipality_out_of_a_division_has_one_predecessor(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    found = mergers.before_after(exhibition, session, reader, "1580-2024", "nb")

    assert [(p.unit.name, p.is_part) for p in found.merger.partners] == [("Ålesund", True)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Deatnu", "2025-1864"),
        ("deatnu", "2025-1864"),
        ("Snillfjord", "1613-1925"),
        ("0403", "0403-1992"),
        ("3403", "0403-1992"),
        ("Lindås", "1263-1838"),
        ("lindas", "1263-1838"),
        ("1103-2020", "1103-2020"),
        ("Nedre Ei", "0625-1886"),
    ],
)
def test_place_is_known_by_name_or_number_of_any_time(session: Session, reader: Actor, text: str, key: str) -> None:
    (found,) = mergers.wanted(session, reader, [text])

    assert found.unit == municipalities.register(session).by_key(key)
    assert found.choices == ()


@pytest.mark.parametrize("text", ["Herøy", "Våler", "Os", "Nes", "Bø", "1103", "Stavanger", "Lindesnes"])
def test_name_that_several_have_had_offers_the_choices(session: Session, reader: Actor, text: str) -> None:
    (found,) = mergers.wanted(session, reader, [text])

    assert found.unit is None
    assert len(found.choices) > 1


def test_name_nobody_has_offers_nothing(session: Session, reader: Actor) -> None:
    assert [(one.unit, one.choices) for one in mergers.wanted(session, reader, ["Tullevik", " "])] == [(None, ())]


def test_compilation_of_municipalities_that_have_not_merged(
    exhibition: Installation, session: Session, reader: Actor, units: Callable[..., list[Unit]]
) -> None:
    found = mergers.compiled(exhibition, session, reader, units("9901-2020", "9902-2020"), "nb")

    assert found.merger.successor is None
    assert found.total.coverage.is_whole
    assert found.ambition == sum(max(area.points.values()) for area in found.areas)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (("9901-2020",), "too_few_partners"),
        (("9901-2020", "9901-2020"), "partner_twice"),
        (("9911-2010", "9914-2024"), "partner_became_other"),
        (("9914-2024", "9911-2010"), "partner_became_other"),
        (tuple(f"99{number:02}-2020" for number in range(1, 9)) * 2, "too_many_partners"),
    ],
)
def test_compilation_that_cannot_be_made_says_why(
    exhibition: Installation,
    session: Session,
    reader: Actor,
    units: Callable[..., list[Unit]],
    keys: tuple[str, ...],
    code: str,
) -> None:
    with pytest.raises(Invalid) as error:
        mergers.compiled(exhibition, session, reader, units(*keys), "nb")

    assert code in [problem.code for problem in error.value.problems]


def test_municipality_without_evaluations_has_inhabitants_all_the_same(
    exhibition: Installation, session: Session, reader: Actor, units: Callable[..., list[Unit]]
) -> None:
    found = mergers.compiled(exhibition, session, reader, units("0301-1838", "9923-2010"), "nb")

    oslo, fossgrend = found.merger.partners
    assert (oslo.unit.name, oslo.inhabitants_year, oslo.known) == ("Oslo", 2026, None)
    assert (fossgrend.unit.name, fossgrend.inhabitants_year, fossgrend.known) == ("Fossgrend", 2023, None)
    assert (found.edition, found.total.baseline) == (None, None)


@pytest.mark.parametrize(
    ("keys", "became"),
    [
        (("9911-2010", "9912-2010", "9913-2010"), "9914-2024"),
        (("9911-2010", "9912-2010"), None),
        (("9901-2020", "9902-2020"), None),
        ((), None),
    ],
)
def test_those_who_became_one_lead_to_their_merger(
    session: Session,
    reader: Actor,
    units: Callable[..., list[Unit]],
    keys: tuple[str, ...],
    became: str | None,
) -> None:
    found = mergers.merged_into(session, reader, units(*keys))

    assert (found and found.key) == became
