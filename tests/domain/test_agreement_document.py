"""The worked examples and the limits of docs/agreement.md are read and recomputed."""

from fractions import Fraction
from pathlib import Path

from kompass.domain.agreement import (
    BUNCHED_FROM,
    FEWEST_PROCESSES,
    GOOD_FROM,
    RESAMPLES,
    TENTATIVE_FROM,
    Agreement,
    Verdict,
    agreement,
)

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")


def rows_of(heading: str) -> list[list[str]]:
    """The rows of the table with this first line."""
    assert DOCUMENT.count(f"\n{heading}\n") == 1, heading
    table = DOCUMENT.split(f"\n{heading}\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return rows[1:]


def levels() -> dict[str, list[int | None]]:
    return {
        process: [int(level) if level.isdecimal() else None for level in given]
        for process, *given in rows_of("| Prosess | A | B |")
    }


def printed(value: Fraction | float | None, decimals: int = 3) -> str:
    assert value is not None
    return f"{float(value):.{decimals}f}".replace(".", ",")


def percent(share: Fraction | None) -> str:
    assert share is not None
    return printed(100 * share, 1)


def measures(found: Agreement) -> dict[str, str]:
    low, high = found.alpha_interval or (None, None)
    return {
        "prosesser med minst to nivåer": str(found.doubly_scored),
        "likt, i prosent": percent(found.exact),
        "høyst ett trinn fra hverandre, i prosent": percent(found.within_one),
        "alfa": printed(found.alpha),
        "intervallet, nedre ende": printed(low),
        "intervallet, øvre ende": printed(high),
        "AC2": printed(found.ac2),
        "vanligste nivå, i prosent av nivåene": percent(found.commonest_share),
    }


def test_the_example_is_what_the_program_computes() -> None:
    found = agreement(levels(), 5)

    assert dict(rows_of("| Størrelse | Verdi |")) == measures(found)
    assert f"Ordet er `{found.verdict}`." in DOCUMENT


def test_ranks_of_the_example_and_alpha_by_hand() -> None:
    values = sorted(level for pair in levels().values() if None not in pair for level in pair if level is not None)
    written = {
        int(level): (int(count), Fraction(rank.replace(",", ".")))
        for level, count, rank in rows_of("| Nivå | Antall | Midtrang |")
    }
    assert written == {
        level: (values.count(level), values.index(level) + Fraction(values.count(level), 2)) for level in range(5)
    }

    observed = sum(
        (written[one][1] - written[other][1]) ** 2
        for one, other in levels().values()
        if one is not None and other is not None
    )
    squares = sum(count * rank**2 for count, rank in written.values())
    assert (observed, squares, sum(count * rank for count, rank in written.values())) == (224.5, 3494.5, 242)
    assert agreement(levels(), 5).alpha == 1 - 21 * observed / (22 * squares - 242**2)
    assert "= 224,5*" in DOCUMENT
    assert "*E = 22 · 3494,5 − 242² = 18 315*" in DOCUMENT
    assert 22 * squares - 242**2 == 18315


def test_bunched_example() -> None:
    pairs = [(3, 3)] * 17 + [(3, 2), (2, 3), (4, 3)]
    found = agreement({str(number): pair for number, pair in enumerate(pairs)}, 5)

    assert found.is_bunched
    for name, value in rows_of("| Mål | Ved klumping |"):
        assert measures_of_bunched(found)[name] == value, name


def measures_of_bunched(found: Agreement) -> dict[str, str]:
    return {"likt, i prosent": percent(found.exact), "alfa": printed(found.alpha), "AC2": printed(found.ac2)}


def test_words_and_limits() -> None:
    when = {word.strip("`"): text for word, text, _ in rows_of("| Ord | Når | Betyr for leseren |")}

    assert list(when) == [str(verdict) for verdict in Verdict]
    assert when["too_few"].startswith(f"færre enn {FEWEST_PROCESSES} prosesser")
    assert when["low"] == f"alfa under {printed(TENTATIVE_FROM)}"
    assert when["tentative"] == f"alfa fra {printed(TENTATIVE_FROM)}"
    assert when["good"] == f"alfa fra {printed(GOOD_FROM)}"
    assert f"Har ett nivå minst {int(100 * BUNCHED_FROM)} prosent" in DOCUMENT
    assert f"tilbakelegging {RESAMPLES} ganger" in DOCUMENT
