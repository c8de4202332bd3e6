"""The result on one page, for those who read no further."""

from kompass.domain.findings import improvements, strengths
from kompass.reporting.data.evaluation import Glance, Ranking
from kompass.reporting.data.parts import Fact
from kompass.reporting.evaluation.figures import glance_figures
from kompass.reporting.evaluation.material import Material
from kompass.reporting.evaluation.overview import headline, ranking

MOST = 3


def glance(material: Material, facts: tuple[Fact, ...]) -> Glance:
    """The sentence, the figures, the charts, three strengths and three improvement areas."""
    return Glance(headline(material), facts, glance_figures(material), _rankings(material))


def _rankings(material: Material) -> tuple[Ranking, ...]:
    voice, subareas = material.voice, material.subareas()
    return (
        ranking(
            material,
            voice.gettext("Tre sterke sider"),
            strengths(subareas, MOST),
            voice.gettext("Ingen delområder når tre firedeler av idealet."),
            most=MOST,
        ),
        ranking(
            material,
            voice.gettext("Tre forbedringsområder"),
            improvements(subareas, MOST),
            voice.gettext("Ingen delområder ligger på halvparten av idealet eller lavere."),
            most=MOST,
        ),
    )
