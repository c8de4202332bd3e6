"""What counts in the processes of an area, what does not, where to look, and advice.

It is the same for every evaluation with the edition, so the browser keeps it for good under an address with the
digest of its words; the scoring page fetches it there instead of carrying it along each time.
"""

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import __version__
from kompass.domain.framework import Area, Criterion, Framework
from kompass.domain.permissions import Permission
from kompass.services import editions
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.headers import A_YEAR

pages = Blueprint("guidance", __name__, url_prefix="/utgaver")

DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Guide:
    """One process; `sources` are pairs of kind and text."""

    id: str
    number: str
    title: str
    evidence: str
    not_evidence: str
    sources: list[tuple[str, str]]
    advice: str


@pages.get("/<framework_id>/<edition>/<area_id>/veiledning")
@needs(Permission.MUNICIPALITY_READ)
def show(framework_id: str, edition: str, area_id: str) -> ResponseReturnValue:
    locale = session.current_language().locale
    framework, area = editions.area_in(
        session.installation(), session.actor(), (framework_id, edition), area_id, locale
    )
    guides = [_guide(framework, criterion) for criterion in area.criteria]
    answer = make_response(
        render_template(
            "pages/guidance/show.html",
            number=framework.numbers[area.id],
            title=area.title,
            guides=guides,
        )
    )
    # Only what the address promises is kept: these words, in this language.
    if (request.args.get("sprak"), request.args.get("v")) == (locale, _version(framework)):
        answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return answer


def guidance_address(framework: Framework, area: Area, locale: str) -> str:
    """Where the guidance for an area stands, in these words and this language."""
    return url_for(
        "guidance.show",
        framework_id=framework.id,
        edition=framework.edition,
        area_id=area.id,
        sprak=locale,
        v=_version(framework),
    )


def _version(framework: Framework) -> str:
    return f"{framework.text_digest[:DIGEST_LENGTH]}-{__version__}"


def _guide(framework: Framework, criterion: Criterion) -> Guide:
    return Guide(
        id=criterion.id,
        number=framework.numbers[criterion.id],
        title=criterion.title,
        evidence=criterion.evidence,
        not_evidence=criterion.not_evidence,
        sources=[(source.kind, source.text) for source in criterion.sources],
        advice=criterion.advice,
    )
