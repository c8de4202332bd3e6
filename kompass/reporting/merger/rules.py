"""The method chapter of a merger report: the rules that were used, each with this merger's own figures."""

from fractions import Fraction

from kompass.domain.before_after import Comparison, LeftOut
from kompass.domain.merger import Partner
from kompass.reporting.data.parts import Heading, Section
from kompass.reporting.merger.material import UNNUMBERED, MergerMaterial
from kompass.reporting.sentences import merger_rules as said


def sections(material: MergerMaterial) -> tuple[Section, ...]:
    """One for each rule; rules that nothing in this report follows are left out."""
    voice = material.voice
    is_compared = material.starting.total.after is not None and bool(material.fates or _compared(material))
    found = [
        ("weight", voice.gettext("Vekt"), _weight(material)),
        ("coverage", voice.gettext("Dekning"), _coverage(material)),
        ("range", voice.gettext("Spennet"), _range(material)),
        ("mean", voice.gettext("Snittet"), _mean(material)),
        ("sum", voice.gettext("Summen"), _sum(material)),
        ("levelling", voice.gettext("Løftet eller senket"), [said.levelling_rule(voice)] if is_compared else []),
        ("strengths", voice.gettext("Styrker"), [said.strengths_rule(voice)] if material.fates else []),
        ("practice", voice.gettext("Det de mangler og kan lære"), _practice(material)),
        ("editions", voice.gettext("Utgaver"), [said.editions_rule(voice)] if _has_editions(material) else []),
        ("judgement", voice.gettext("Usikkerhet"), [said.judgement_rule(voice)]),
    ]
    return tuple(
        Section(Heading(f"rule-{name}", UNNUMBERED, title, 2), paragraphs=tuple(texts), is_beside=True)
        for name, title, texts in found
        if texts
    )


def _weight(material: MergerMaterial) -> list[str]:
    if material.is_alone:
        return []
    merger, voice = material.merger, material.voice
    texts = [
        said.weight_rule(voice, is_merger=material.is_merger, has_parts=any(p.is_part for p in merger.partners))
    ]
    return [*texts, said.weight(voice, merger, _example(material))]


def _example(material: MergerMaterial) -> Partner:
    """The partner whose weight says most: one that was divided, else the largest."""
    return next((partner for partner in material.partners if partner.is_part), material.merger.largest)


def _coverage(material: MergerMaterial) -> list[str]:
    if material.is_alone:
        return []
    voice, found = material.voice, material.starting.total.coverage
    if not found.count:
        found = material.before.total.coverage
    return [said.coverage_rule(voice), said.coverage(voice, material.merger, found)]


def _compared(material: MergerMaterial) -> list[Comparison]:
    return [area for area in material.starting.areas if area.range is not None and area.after is not None]


def _range(material: MergerMaterial) -> list[str]:
    if material.is_alone:
        return []
    voice, compared = material.voice, _compared(material)
    texts = [said.range_rule(voice, is_merger=material.is_merger)]
    if compared:
        # Outside its range, if there is one: it shows most.
        found = max(
            compared, key=lambda area: abs(area.range.difference(area.after)) if area.range and area.after else 0
        )
        title = material.area_title(material.starting, found.id)
        texts.append(said.range_example(voice, material.name, title, found))
    return texts


def _mean(material: MergerMaterial) -> list[str]:
    voice, starting = material.voice, material.before
    found = next((area for area in starting.areas if area.mean is not None and len(area.points) > 1), None)
    if found is None:
        return []
    title = material.area_title(starting, found.id)
    return [said.mean_rule(voice), said.mean_example(voice, title, found, material.merger)]


def _sum(material: MergerMaterial) -> list[str]:
    starting, voice = material.before, material.voice
    means = [area.mean for area in starting.areas if area.mean is not None]
    if starting.total.mean is None or len(starting.total.points) < 2:
        return []
    texts = [said.sum_rule(voice)]
    if sum(means, Fraction(0)) == starting.total.mean:
        texts.append(said.sum_example(voice, means, starting.total.mean))
    return texts


def _has_editions(material: MergerMaterial) -> bool:
    """Whether somebody in it was evaluated with another edition."""
    parts = (material.starting.total, *material.starting.areas)
    reasons = {reason for part in parts for reason in part.left_out.values()}
    return LeftOut.OTHER_EDITION in reasons or bool(material.starting.through_crosswalk)


def _practice(material: MergerMaterial) -> list[str]:
    has_levels = any(before.levels for before in material.before.processes)
    return [said.practice_rule(material.voice)] if has_levels and not material.is_alone else []
