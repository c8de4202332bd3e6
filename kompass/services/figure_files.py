"""The charts of a report, each as a file of its own. Whoever has the order of the report has passed its checks."""

from collections.abc import Mapping
from dataclasses import replace

from kompass.domain.errors import NotFound
from kompass.formats import file_name
from kompass.reporting.data.charts import Emblem, MergerEmblem
from kompass.reporting.data.drawing import ENDINGS, Drawing
from kompass.reporting.data.parts import Figure, Report
from kompass.services.paper import Order

# What a chart is called in its address, by the first part of its name in the report.
NAMES: Mapping[str, str] = {
    "area": "delomrader",
    "areas": "omrader",
    "dumbbell": "for-og-etter",
    "glance": "rangert",
    "levels": "prosesser",
    "panels": "side-om-side",
    "place": "gruppen",
    "profile": "profil",
    "range": "spennet",
    "totals": "summen",
}


def slug(figure: Figure) -> str:
    """The name of a chart in its address: «omrader», «delomrader-apenhet»."""
    kind, dash, rest = figure.name.partition("-")
    return f"{NAMES[kind]}{dash}{rest}"


def charts_of(report: Report) -> list[Figure]:
    """The charts that say something by themselves, in the order of the report."""
    return [one for one in report.figures if not isinstance(one.chart, Emblem | MergerEmblem)]


def figure_order(order: Order, name: str) -> Order:
    """One chart of a report, `name` with its ending: «omrader.svg». NotFound for a file there is not."""
    wanted, _, ending = name.rpartition(".")
    if ending not in ENDINGS:
        raise NotFound
    return replace(
        order,
        kind=f"{order.kind} {name}",
        file_name=file_name(order.file_name, wanted),
        compose=lambda: _drawing(order.compose(), wanted, ending),
        ending=ending,
    )


def _drawing(report: Report, wanted: str, ending: str) -> Drawing:
    """NotFound for a chart the report has not."""
    for figure in charts_of(report):
        if slug(figure) == wanted:
            title = f"{figure.title}. {report.title}"
            return Drawing(figure, ending, report.locale, title, report.place, report.mark)
    raise NotFound
