"""From an edition to the blank sheet an assessor scores on with a pen."""

from kompass.domain.framework import Area, Framework
from kompass.reporting.data.parts import Heading
from kompass.reporting.data.scoring_sheet import ScoringSheet, SheetArea, SheetRow
from kompass.reporting.sentences import booklet as say
from kompass.reporting.sentences.voice import Voice


def scoring_sheet(framework: Framework, voice: Voice) -> ScoringSheet:
    """Every process of the edition with room for a level and a note."""
    return ScoringSheet(
        locale=voice.locale,
        title=say.sheet_title(voice, framework),
        place=framework.title,
        foot=voice.gettext("Vurderingsark"),
        steps=tuple((str(step.value), step.name, step.text) for step in framework.scale.steps),
        areas=tuple(_area(area, framework) for area in framework.areas),
    )


def _area(area: Area, framework: Framework) -> SheetArea:
    rows = tuple(
        SheetRow(
            framework.numbers[criterion.id],
            criterion.title,
            "" if place else f"{framework.numbers[subarea.id]} {subarea.title}",
        )
        for subarea in area.subareas
        for place, criterion in enumerate(subarea.criteria)
    )
    return SheetArea(Heading(f"area-{area.id}", framework.numbers[area.id], area.title, 1), rows)
