"""The method chapter of the merger report: each rule in plain words, and recomputed with the merger's own figures."""

from collections.abc import Sequence
from fractions import Fraction

from kompass import formats
from kompass.domain.before_after import Comparison
from kompass.domain.merger import Coverage, Merger, Partner
from kompass.formats import NO_BREAK_SPACE
from kompass.reporting.sentences.voice import Voice


def exact(voice: Voice, value: Fraction | int) -> str:
    """A whole number, or one with a decimal where it has a fraction."""
    return formats.number(value, voice.locale, 0 if Fraction(value).denominator == 1 else 1)


def weight_rule(voice: Voice, *, is_merger: bool, has_parts: bool) -> str:
    if not is_merger:
        return voice.gettext(
            "Vekten er andelen av innbyggerne, etter det nyeste folketallet. Den brukes bare der det står at et snitt er "
            "vektet."
        )
    text = voice.gettext(
        "Vekten er innbyggerne 1. januar det siste året kommunen sto for seg selv, ganger den delen av dem som fulgte "
        "med."
    )
    if not has_parts:
        return text
    return text + " " + voice.gettext("En kommune som ble delt, teller med den delen som gikk hit.")


def weight(voice: Voice, merger: Merger, partner: Partner) -> str:
    """A partner's weight, step by step."""
    values = {
        "name": partner.unit.name,
        "inhabitants": voice.whole(partner.inhabitants),
        "share": voice.percent(partner.share),
        "weight": exact(voice, partner.weight),
        "all": exact(voice, merger.weight),
        "percent": voice.percent(merger.part_of(partner)),
    }
    if partner.is_part:
        return (
            voice.gettext(
                "Her: %(name)s hadde %(inhabitants)s innbyggere, og %(share)s av dem fulgte med. Det er %(weight)s av "
                "%(all)s, og vekten blir %(percent)s."
            )
            % values
        )
    return (
        voice.gettext("Her: %(name)s hadde %(inhabitants)s av %(all)s innbyggere, og vekten blir %(percent)s.")
        % values
    )


def coverage_rule(voice: Voice) -> str:
    return voice.gettext(
        "Dekningen er vekten til dem som har poeng, delt på vekten til alle. Under to tredeler regnes det ikke ut noe "
        "grunnlag. En kommune uten evaluering blir aldri utelatt uten at det står."
    )


def coverage(voice: Voice, merger: Merger, found: Coverage) -> str:
    values = {
        "weight": exact(voice, found.share * merger.weight),
        "all": exact(voice, merger.weight),
        "share": voice.percent(found.share),
    }
    return voice.gettext("Her: De som har poeng, har %(weight)s av %(all)s innbyggere: %(share)s.") % values


def range_rule(voice: Voice, *, is_merger: bool) -> str:
    if not is_merger:
        return voice.gettext("Spennet går fra kommunen med færrest poeng til den med flest. Det tar ikke noe valg.")
    return voice.gettext(
        "Spennet går fra laveste til høyeste forgjenger. Det vises først, for det tar ikke noe valg. Forskjellen er "
        "avstanden til nærmeste ende, og 0 innenfor."
    )


def range_example(voice: Voice, name: str, title: str, found: Comparison) -> str:
    """An area's distance from the range, recomputed."""
    low, high, after = min(found.points.values()), max(found.points.values()), found.after or 0
    values = {
        "name": name,
        "area": voice.quoted(title),
        "low": voice.whole(low),
        "high": voice.whole(high),
        "after": voice.whole(after),
        "difference": voice.change(max(after - high, 0) or min(after - low, 0)),
    }
    return (
        voice.gettext(
            "Her: I %(area)s går spennet fra %(low)s til %(high)s. %(name)s fikk %(after)s, og forskjellen blir "
            "%(difference)s."
        )
        % values
    )


def mean_rule(voice: Voice) -> str:
    return voice.gettext(
        "Snittet vektet etter innbyggere er poengene ganger vekten, lagt sammen og delt på summen av vektene. Det regnes "
        "av hele områdepoeng, slik de er publisert, og rundes av én gang, til nærmeste tidel."
    )


def mean_example(voice: Voice, title: str, found: Comparison, merger: Merger) -> str:
    """A weighted mean, recomputed: «(15 240 · 52 + 4 870 · 71) / 20 110 = 56,6»."""
    weights = {partner.unit: partner.weight for partner in merger.partners}
    # A product is never broken over two lines.
    products = " + ".join(
        f"{exact(voice, weights[unit])}{NO_BREAK_SPACE}·{NO_BREAK_SPACE}{points}"
        for unit, points in found.points.items()
    )
    total = sum((weights[unit] for unit in found.points), Fraction(0))
    formula = f"({products}) / {exact(voice, total)} = {voice.tenth(found.mean or 0)}"
    return voice.gettext("Her, i %(area)s: %(formula)s.") % {"area": voice.quoted(title), "formula": formula}


def sum_rule(voice: Voice) -> str:
    return voice.gettext(
        "Summen av et grunnlag er summen av kolonnen når alle områdene er kjent for de samme kommunene. Ellers regnes den "
        "av summene deres. Spennet i sumraden går alltid fra laveste til høyeste sum."
    )


def sum_example(voice: Voice, means: Sequence[Fraction], total: Fraction) -> str:
    formula = f"{' + '.join(voice.tenth(mean) for mean in means)} = {voice.tenth(total)}"
    return voice.gettext("Her, snittet vektet etter innbyggere: %(formula)s.") % {"formula": formula}


def levelling_rule(voice: Voice) -> str:
    return voice.gettext(
        "Et område er løftet når den nye kommunen har minst like mange poeng som den høyeste forgjengeren. Det er på nivå "
        "med den svakeste eller under når den har høyst like mange som den laveste. Ellers ligger det mellom. Hadde alle "
        "like mange, og den nye også, er det uendret."
    )


def strengths_rule(voice: Voice) -> str:
    return voice.gettext(
        "En prosess er en styrke når den når minst tre firedeler av idealet. Styrken ble med videre når minst én forgjenger "
        "hadde den og den nye kommunen har den. Prosesser som ikke er aktuelle, er ikke med. Dekningen av kommuner med alle "
        "prosessene kjent må være minst to tredeler."
    )


def practice_rule(voice: Voice) -> str:
    return voice.gettext(
        "Det alle mangler, er prosesser der hver kommune ligger under nivået. Listen lages bare når alle er kjent ned til "
        "hver prosess. Det en kan lære de andre, er prosesser der én står på øverste nivå og en annen har høyst en firedel "
        "av idealet."
    )


def editions_rule(voice: Voice) -> str:
    return voice.gettext(
        "Resultater fra ulike utgaver sammenlignes ikke. Har den nyere utgaven en overgang fra den eldre, gjelder "
        "sammenligningen bare de områdene som spør om det samme, og det er merket."
    )


def judgement_rule(voice: Voice) -> str:
    return voice.gettext(
        "Nivåene er satt av mennesker, etter skjønn. Noen få poeng fra eller til betyr lite. Vær mest forsiktig med det "
        "beste og det svakeste av hver: De velger ut de tilfeldige utslagene."
    )
