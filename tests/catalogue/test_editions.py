"""Reading editions: a good one loads, and each way of being wrong is found, with file and id."""

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kompass.catalogue import shelf
from kompass.catalogue.findings import UnusableEdition
from kompass.catalogue.reader import in_language
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.errors import NotFound

GOOD = Path(__file__).resolve().parents[1] / "frameworks" / "two-areas"


@pytest.fixture
def criteria(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "criteria")
    return tmp_path / "criteria"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings_of(criteria: Path) -> list[str]:
    with pytest.raises(UnusableEdition) as error:
        shelf.load(criteria)
    return [str(finding) for finding in error.value.findings]


def test_edition_is_read_in_each_language(criteria: Path) -> None:
    found = shelf.load(criteria)

    assert [found.get("liten", "1", locale).areas[0].title for locale in ("nb", "nn", "en")] == [
        "Åpenhet",
        "Åpenhet (nn)",
        "Åpenhet (en)",
    ]
    assert found.get("liten", "1", "se").locale == "nb"
    assert found.get("liten", "1", "nb").scale.steps[1].share == Fraction(1, 4)


def test_numbers_follow_the_order_of_the_file(criteria: Path) -> None:
    numbers = shelf.load(criteria).get("liten", "1", "nb").numbers

    assert numbers["apenhet.dialog.svar"] == "1.2.2"
    assert numbers["ledelse.ansvar"] == "2.1"


def test_unknown_edition_is_not_found(criteria: Path) -> None:
    with pytest.raises(NotFound):
        shelf.load(criteria).get("liten", "2", "nb")


def test_scale_text_is_used_where_a_criterion_has_none_of_its_own(criteria: Path) -> None:
    criterion = shelf.load(criteria).get("liten", "1", "nb").criteria["ledelse.ansvar.avtaler"]

    assert criterion.levels == ("a", "b", "c", "d", "e")


Change = Callable[[Path], None]
AREA = "apenhet.yaml"
OWN_LEVELS = '{0: "a", 1: "b", 2: "c", 3: "d", 4: "e"}'


def edit(file: str, old: str, new: str) -> Change:
    return lambda folder: change(folder / file, old, new)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (edit(AREA, "points: 60", "points: 50"), "apenhet · maxima_do_not_add_up: 90, not 100"),
        (edit(AREA, "id: apenhet.innsyn.moter", "id: apenhet.innsyn.postliste"), "duplicate_id"),
        (edit(AREA, "id: apenhet.innsyn.moter", "id: ledelse.innsyn.moter"), "id_says_another_place"),
        (
            edit(AREA, 'nb: "Moter", nn: "Moter (nn)", en: "Moter (en)"', 'nb: "Moter", en: "x"'),
            "translation_missing: nn",
        ),
        (edit(AREA, "weight: 1", "weight: 0"), "0 is less than the minimum"),
        (edit(AREA, "weight: 1", "weight: no"), "is not of type"),
        (edit(AREA, "weight: 1", "weight: 1\n        weight: 2"), "line 18 · duplicate_key: weight"),
        (edit(AREA, "weight: 1", f"weight: 1\n        levels: {OWN_LEVELS[:-9]}}}"), "level_text_missing: 4"),
        (
            edit(AREA, "weight: 1", f'weight: 1\n        levels: {OWN_LEVELS[:-1]}, 5: "f"}}'),
            "level_off_scale: 5",
        ),
        (edit(AREA, '"Vedtak."', '"<b>Vedtak</b>"'), "html"),
        (edit(AREA, '"Vedtak."', '"Vedtak,  planer"'), "double_space"),
        (edit(AREA, '"Vedtak."', "\"Kommunens 'plan'\""), "straight_quote"),
        (edit(AREA, '"Vedtak."', '"Vedtak\\u202e"'), "control_character"),
        (edit(AREA, "subareas:", "subareas: ["), "not_yaml"),
        (
            edit("framework.yaml", "criteria: weighted_mean", "criteria: magic"),
            "unknown_rule: criteria: magic",
        ),
        (edit("framework.yaml", '"1/4"', '"3/4"'), "shares_not_from_0_to_1"),
        (edit("framework.yaml", "[apenhet, ledelse]", "[apenhet]"), "area_not_listed"),
        (edit("framework.yaml", "{value: 0,", "{value: 7,"), "steps_not_in_order"),
        (edit("framework.yaml", 'edition: "1"', "edition: 1"), "edition"),
        (
            edit(AREA, "  - id: apenhet.dialog\n", "  - id: ledelse.dialog\n"),
            "ledelse.dialog · id_says_another_place",
        ),
        (edit(AREA, "        weight: 1\n", ""), "apenhet.innsyn.postliste · schema"),
        (lambda folder: (folder / AREA).write_bytes(b"id: \xff"), "unreadable"),
        (
            edit("framework.yaml", "[apenhet, ledelse]", "[apenhet, ledelse, kultur]"),
            "kultur · area_file_missing",
        ),
    ],
)
def test_each_fault_is_found_and_placed(criteria: Path, damage: Change, expected: str) -> None:
    damage(criteria / "liten")

    assert any(expected in finding and "liten/" in finding for finding in findings_of(criteria))


def test_all_findings_come_at_once(criteria: Path) -> None:
    change(criteria / "liten" / AREA, "points: 60", "points: 50")
    change(criteria / "liten" / "ledelse.yaml", '"Vedtak."', '"<i>Vedtak</i>"')

    assert len(findings_of(criteria)) == 2


def test_words_do_not_move_the_scoring_digest_but_weights_do(criteria: Path) -> None:
    before = shelf.load(criteria).newest()
    change(criteria / "liten" / AREA, '"Vedtak."', '"Vedtak og referat."')
    reworded = shelf.load(criteria).newest()
    change(criteria / "liten" / AREA, "weight: 1", "weight: 3")
    reweighted = shelf.load(criteria).newest()

    assert before.scoring_digest == reworded.scoring_digest != reweighted.scoring_digest
    assert before.text_digest != reworded.text_digest


def test_published_edition_must_be_locked_and_may_then_not_change(criteria: Path) -> None:
    change(criteria / "liten" / "framework.yaml", "status: draft", "status: published")
    assert "published_edition_not_locked" in findings_of(criteria)[0]

    assert len(shelf.lock(criteria)) == 1
    assert shelf.load(criteria).newest().status == "published"

    change(criteria / "liten" / AREA, "weight: 1", "weight: 3")
    assert "published_edition_changed" in findings_of(criteria)[0]
    assert shelf.lock(criteria) == []


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "no_edition" in findings_of(tmp_path)[0]


def test_locale_the_edition_lacks_is_an_error(criteria: Path) -> None:
    with pytest.raises(KeyError):
        in_language(shelf.load(criteria).newest(), "se")


def test_faulty_edition_is_not_locked(criteria: Path) -> None:
    change(criteria / "liten" / AREA, "points: 60", "points: 50")

    with pytest.raises(UnusableEdition):
        shelf.lock(criteria)


CROSSWALK = """\
crosswalks:
  - framework: kommunekompasset
    edition: "2016"
    areas: {"1": apenhet, "4": ledelse}
"""


def add_crosswalk(criteria: Path, content: str = CROSSWALK) -> None:
    (criteria / "liten" / "crosswalk.yaml").write_text(content, encoding="utf-8")


def test_crosswalk_is_read_and_moves_no_digest(criteria: Path) -> None:
    before = shelf.load(criteria).newest()
    add_crosswalk(criteria)

    found = shelf.load(criteria)

    (crosswalk,) = found.crosswalks("liten", "1")
    assert crosswalk == Crosswalk(EditionKey("kommunekompasset", "2016"), {"1": "apenhet", "4": "ledelse"})
    assert (found.newest().scoring_digest, found.newest().text_digest) == (
        before.scoring_digest,
        before.text_digest,
    )


def test_edition_without_crosswalk_or_unknown_has_none(criteria: Path) -> None:
    found = shelf.load(criteria)

    assert (found.crosswalks("liten", "1"), found.crosswalks("kommunekompasset", "2016")) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("apenhet", "apenhet2", "kommunekompasset 2016 · unknown_area: apenhet2"),
        ('"4": ledelse', '"4": apenhet', "kommunekompasset 2016 · area_linked_twice: apenhet"),
        ('kommunekompasset\n    edition: "2016"', 'liten\n    edition: "1"', "liten 1 · crosswalk_to_itself"),
        ("crosswalks:\n", CROSSWALK, "kommunekompasset 2016 · crosswalk_twice"),
        ("areas:", "omrader:", "schema"),
        ('{"1":', "{1:", "1 is not of type 'string'"),
        ('"2016"', "2016", "2016 is not of type 'string'"),
        ('{"1"', '{"1', "not_yaml"),
    ],
)
def test_faulty_crosswalk_is_found(criteria: Path, old: str, new: str, expected: str) -> None:
    add_crosswalk(criteria, CROSSWALK.replace(old, new, 1))

    assert any(expected in finding for finding in findings_of(criteria)), findings_of(criteria)


def test_crosswalk_beside_a_framework_that_cannot_be_read_is_not_judged(criteria: Path) -> None:
    add_crosswalk(criteria)
    change(criteria / "liten" / "framework.yaml", "id: liten", "id: [")

    assert all("crosswalk" not in finding for finding in findings_of(criteria))
