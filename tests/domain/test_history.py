from kompass.domain.history import Depth, PublishedResult, history_findings


def published(
    year: int, total: int | None, areas: tuple[int, ...] = (), change: int | None = None
) -> PublishedResult:
    return PublishedResult("Røros", "NO", None, year, "2016", total, areas, change, "", "", "kilde")


def test_depth_is_what_was_published() -> None:
    assert published(2010, None).depth is Depth.EXISTS
    assert published(2013, 254).depth is Depth.TOTAL
    assert published(2014, 506, (61, 60, 73, 53, 70, 56, 65, 68)).depth is Depth.AREAS


def test_stated_change_that_does_not_equal_its_totals_is_reported() -> None:
    findings = history_findings([published(2017, 396, change=139), published(2013, 254)])

    assert [(f.code, dict(f.values)["difference"]) for f in findings] == [("change_differs_from_totals", "142")]


def test_total_that_does_not_equal_its_areas_is_reported() -> None:
    findings = history_findings([published(2014, 500, (61, 60, 73, 53, 70, 56, 65, 68))])

    assert [(f.code, dict(f.values)["sum"]) for f in findings] == [("total_differs_from_areas", "506")]


def test_figures_that_agree_are_not_reported() -> None:
    assert history_findings([published(2013, 254), published(2017, 396, change=142), published(2021, None)]) == []
