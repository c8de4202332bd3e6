"""Counts inside the sentences of a development report: nobody writes «0 gikk ned» or «1 prosesser»."""

import pytest

from kompass.domain.measures import MeasureStatus
from kompass.language import language
from kompass.reporting.sentences import development as say
from kompass.reporting.sentences.voice import Voice

NB = Voice(language("nb"))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((8, 0, 0), "Alle de 8 områdene gikk opp."),
        ((0, 8, 0), "Alle de 8 områdene gikk ned."),
        ((0, 0, 8), "Alle områdene har like mange poeng som før."),
        ((5, 3, 0), "Av 8 områder gikk 5 opp og 3 ned."),
        ((5, 2, 1), "Av 8 områder gikk 5 opp og 2 ned. Ett har like mange poeng som før."),
        ((6, 0, 2), "Av 8 områder gikk 6 opp og ingen ned. 2 har like mange poeng som før."),
        ((0, 6, 2), "Av 8 områder gikk ingen opp og 6 ned. 2 har like mange poeng som før."),
    ],
)
def test_areas_are_counted_in_words(counts: tuple[int, int, int], expected: str) -> None:
    assert say.areas_counted(NB, *counts) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 9), "Ingen prosesser står på et annet nivå i 2026 enn i 2020."),
        ((0, 2, 7), "Ingen prosesser står på et høyere nivå i 2026 enn i 2020, 2 på et lavere og 7 på det samme."),
        ((1, 0, 8), "Én prosess står på et høyere nivå i 2026 enn i 2020, ingen på et lavere og 8 på det samme."),
        (
            (9, 0, 0),
            "9 prosesser står på et høyere nivå i 2026 enn i 2020, ingen på et lavere og ingen på det samme.",
        ),
    ],
)
def test_processes_are_counted_in_words(counts: tuple[int, int, int], expected: str) -> None:
    assert say.processes_counted(NB, ("2020", "2026"), counts) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([MeasureStatus.PLANNED], "Ett tiltak er valgt. Det er ikke begynt på ennå."),
        ([MeasureStatus.STARTED], "Ett tiltak er valgt. Det er i gang."),
        ([MeasureStatus.DONE], "Ett tiltak er valgt. Det er gjennomført."),
        ([MeasureStatus.DROPPED], "Ett tiltak er valgt. Det er droppet."),
        (
            [MeasureStatus.DONE, MeasureStatus.PLANNED],
            "Av 2 tiltak er 1 gjennomført, ingen i gang og ingen droppet.",
        ),
    ],
)
def test_measures_are_counted_in_words(statuses: list[MeasureStatus], expected: str) -> None:
    counts = {status: statuses.count(status) for status in MeasureStatus}

    assert say.measures_counted(NB, counts) == expected
