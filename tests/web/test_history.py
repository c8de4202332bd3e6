"""The words of the published history: every conclusion in the register has a sentence of ours."""

import csv

from kompass.reporting.sentences.published import CONCLUSIONS
from kompass.web.history import UNADDRESSED, history_lines
from tests.conftest import ROOT


def shown_rows() -> list[dict[str, str]]:
    with (ROOT / "register" / "published-results.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["municipality_number"]]


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def test_every_conclusion_in_the_register_has_a_sentence() -> None:
    found = {part for row in shown_rows() for part in parts(row["inferred"])}

    assert found == set(CONCLUSIONS)


def test_every_source_is_an_address_or_has_a_name() -> None:
    found = {part for row in shown_rows() for part in parts(row["source"])}

    assert {source for source in found if not source.startswith("http")} == set(UNADDRESSED)


def test_no_results_give_no_lines() -> None:
    assert history_lines([], "nb") == []
