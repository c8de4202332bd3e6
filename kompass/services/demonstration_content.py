"""What stands around the invented scores: the plan, the evidence, the self-description, texts, stars and measures.

Everything is bokmål, invented, and about roles; nobody is named.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import NamedTuple

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level
from kompass.domain.comments import Outcome
from kompass.domain.deadlines import Days
from kompass.domain.evidence import Link
from kompass.domain.framework import Area, Framework
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor
from kompass.domain.preparation import Meeting, Wanted
from kompass.formats import file_name
from kompass.services import (
    comments,
    evidence_adding,
    evidence_links,
    gold_stars,
    interviews,
    measures,
    preparation,
    self_description,
    texts,
)
from kompass.services.comments import AnswerProposal, CommentProposal
from kompass.services.evidence_adding import About, Address, Upload
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from kompass.services.measures import MeasureProposal
from kompass.services.self_description import Description
from kompass.services.texts import TextProposal


class Work(NamedTuple):
    """One invented evaluation as it is filled, and those who fill it."""

    at: Installation
    session: Session
    lead: Actor
    contact: Actor
    evaluation_id: int
    number: str
    place: str
    day: date
    framework: Framework
    answers: Mapping[str, Answer]


# Role, group, how many days after the first, and when, for how many minutes, and where.
MEETINGS: tuple[tuple[str, str, int, tuple[str, int, str]], ...] = (
    ("Ordfører og gruppeledere", "Politisk ledelse", 0, ("09:00", 60, "Formannskapssalen")),
    ("Kommunedirektør", "Administrativ ledelse", 0, ("10:30", 60, "Rådhuset, 3. etasje")),
    ("Hovedtillitsvalgte og hovedverneombud", "Ansatte", 0, ("13:00", 45, "Rådhuset, møterom 2")),
    ("Enhetsledere, fire til fem", "Skole, barnehage og helse", 1, ("09:00", 75, "Kulturhuset")),
    ("Leder i ungdomsrådet og leder i eldrerådet", "Medvirkningsorgan", 1, ("11:00", 45, "Kulturhuset")),
)
NOTES = (
    "Ledergruppen møtes hver mandag. Sakene følges i en felles liste, som også enhetslederne kan lese.\n"
    "Delegeringen gjennomgås etter hvert valg. Den siste gangen fikk enhetene ansvar for vikarer.\n"
    "Det de selv vil bli bedre på: å vise innbyggerne hva innspillene førte til."
)
DOCUMENTS = (
    ("Delegeringsreglement", "styring"),
    ("Siste årsberetning", "styring"),
    ("Arbeidsgiverstrategi", "arbeidsgiver"),
    ("Overordnet risiko- og sårbarhetsanalyse", "samfunn"),
)
DESCRIBED = {
    "demokrati": (
        "Postlisten legges ut hver dag. Møtene i kommunestyret strømmes, og opptakene ligger på nettstedet. "
        "Ungdomsrådet får alle saker før de går til utvalg.",
        "Reglement for folkevalgte organer, kapittel 4 og 5",
    ),
    "tilgjengelighet": (
        "Vi har serviceerklæringer for byggesak, barnehage og hjemmetjeneste. Svartidene legges fram hvert år.",
        "Serviceerklæringene på nettstedet",
    ),
    "styring": (
        "Samfunnsdelen er førende for økonomiplanen. Kommunestyret får rapport tre ganger i året, og vedtak "
        "følges i en egen oversikt.",
        "Økonomiplanen, del 1, og delegeringsreglementet",
    ),
    "lederskap": (
        "Alle ledere har en lederavtale, som gås gjennom hvert halvår. Internkontrollen er samlet på ett sted.",
        "Lederplattformen og årshjulet for internkontroll",
    ),
    "resultat": (
        "Vi sammenligner oss i et nettverk med sju kommuner, og enhetene får sine egne tall hver måned.",
        "Årsberetningen, kapitlet om resultater",
    ),
    "arbeidsgiver": (
        "Arbeidsgiverstrategien ble vedtatt i fjor. Heltid er satsingen i helse.",
        "Strategien, side 6",
    ),
    "utvikling": ("Enhetene kan søke om midler til å prøve ut noe nytt i det små.", "Retningslinjer for utprøving"),
    "samfunn": ("Næringsforumet møtes fire ganger i året. Beredskapsplanen øves hvert år.", "Øvingsplanen"),
}
RULES_OF_DELEGATION = (
    "Delegeringsreglement for {place} (eksempel)\n\n"
    "1. Kommunestyret avgjør saker av prinsipiell betydning.\n"
    "2. Kommunedirektøren avgjør øvrige saker, og kan delegere videre skriftlig.\n"
    "3. Reglementet gjennomgås i det første året av hver valgperiode.\n"
)
# Title, end of the address, and the processes that rest on it.
ADDRESSES = (
    ("Postliste og innsyn", "postliste", ("demokrati.innsyn.postliste",)),
    ("Møtekalender og opptak", "moter", ("demokrati.innsyn.moter", "demokrati.innsyn.saksgang")),
    ("Serviceerklæringer", "serviceerklaeringer", ("tilgjengelighet.service.servicelofter",)),
)
DELEGATED = ("styring.folkevalgte.reglement", "lederskap.ansvar.delegasjon")
TALKED_OF = ("lederskap.toppledelse.ledergruppe", "demokrati.medvirkning.svar")

FOREWORD = (
    "Denne rapporten viser hvordan {place} arbeider, målt mot Kommunekompasset. Kommunen er oppdiktet, og det er "
    "nivåene og funnene også.\n\n"
    "Vi takker alle som har latt seg intervjue, og dem som fant fram dokumentene."
)
METHOD = (
    "Vurderingen bygger på kommunens selvbeskrivelse, på dokumenter og nettsider og på intervjuer over to dager. "
    "Hver prosess er gitt et nivå etter det vi kunne se at kommunen gjør."
)
CLOSING = "Vi anbefaler at kommunestyret velger tre til fem tiltak, og at de følges opp i økonomiplanen."
SUMMARY = (
    "I dette området er kommunen kommet lengst med «{best}». Det er mest å hente på «{poorest}».\n\n"
    "Intervjuene viser at rutinene er kjent blant lederne, men mindre kjent ute i enhetene."
)

# What a gold star says of a process. Each is given in the invented municipality that stands highest there.
STARS = {
    "demokrati.innsyn.postliste": (
        "Postlisten ut samme dag",
        "Arkivet legger ut postlisten **hver dag kl. 15**. Avslag følges av en mal med hjemmel og klageadgang, og "
        "arkivlederen går gjennom alle avslag én gang i kvartalet.",
    ),
    "demokrati.medvirkning.svar": (
        "Slik ble innspillet ditt brukt",
        "Etter hver høring får alle som svarte, en side som viser **hva som ble endret og hva som ikke ble det**, "
        "med begrunnelse. Siden lages i saksmalen, så den koster en halv time.",
    ),
    "styring.oppfolging.vedtak": (
        "Vedtakslisten som alle kan lese",
        "Alle vedtak står i én liste med ansvarlig, frist og status. Listen er åpen på nettstedet og er fast sak i "
        "formannskapet hver tredje måned.",
    ),
    "lederskap.internkontroll.avvik": (
        "Månedens avvik",
        "Hver enhet tar opp ett avvik i måneden på personalmøtet: hva skjedde, hva endrer vi. Ett av dem deles med "
        "de andre enhetene.",
    ),
    "arbeidsgiver.kompetanse.nyansatte": (
        "Hundre dager med fadder",
        "Nyansatte har en fadder i hundre dager, og tre korte samtaler med leder etter en fast liste. Svarene "
        "samles, og listen rettes hvert år.",
    ),
    "samfunn.beredskap.ovelser": (
        "Øvelse på et vanlig møte",
        "Kriseledelsen øver i 45 minutter fire ganger i året, på et vanlig ledermøte. Hver øvelse ender med én "
        "endring i planen og en ansvarlig for den.",
    ),
}
OWNERS = ("Kommunedirektøren", "Kommunalsjef for oppvekst", "Organisasjonssjefen")
STATUSES = (MeasureStatus.DONE, MeasureStatus.STARTED, MeasureStatus.PLANNED)
REMARKS = ("Vedtatt og tatt i bruk.", "Arbeidsgruppen leverer før sommeren.", "")


def prepare(work: Work, *, areas: int) -> None:
    """The plan, what the municipality sends, and its description of so many areas; it is being collected for."""
    at, session, lead, evaluation_id, day = work.at, work.session, work.lead, work.evaluation_id, work.day
    due = day - timedelta(days=14)
    plan = Days(due, day, day + timedelta(days=1), day + timedelta(days=42), day + timedelta(days=56))
    preparation.save_days(at, session, lead, evaluation_id, plan, 0)
    planned = [
        interviews.plan(at, session, lead, evaluation_id, Meeting(role, group, day + timedelta(days=later), *rest))
        for role, group, later, rest in MEETINGS
    ]
    asked = [
        preparation.ask(at, session, lead, evaluation_id, Wanted(title, area_id, due))
        for title, area_id in DOCUMENTS
    ]
    for area_id, (practice, where) in list(DESCRIBED.items())[:areas]:
        wish = Description(practice, where, 0)
        self_description.describe(at, session, work.contact, evaluation_id, area_id, wish)
    sent = _send(work)
    preparation.receive(at, session, work.contact, evaluation_id, asked[0], sent)
    interviews.write_notes(at, session, lead, evaluation_id, planned[1], (NOTES, 1))
    registered = evidence_adding.add_interview(at, session, lead, evaluation_id, planned[1], About())
    _link(work, registered, TALKED_OF)


def _send(work: Work) -> int:
    """Web addresses and one document, linked to what rests on them; the document."""
    at, session, evaluation_id = work.at, work.session, work.evaluation_id
    host = file_name(work.place)
    seen_on = min(work.day, at.clock().date())
    for title, end, criterion_ids in ADDRESSES:
        address = Address(f"https://www.{host}.example/{end}", seen_on, About(title=f"{title} (eksempel)"))
        _link(work, evidence_adding.add_address(at, session, work.lead, evaluation_id, address), criterion_ids)
    content = BytesIO(RULES_OF_DELEGATION.format(place=work.place).encode())
    upload = Upload("delegeringsreglement.txt", content, About(title="Delegeringsreglement (eksempel)"))
    document = evidence_adding.upload(at, session, work.contact, evaluation_id, upload).evidence_id
    _link(work, document, DELEGATED, passage="punkt 2 og 3")
    return document


def _link(work: Work, evidence_id: int, criterion_ids: tuple[str, ...], passage: str = "") -> None:
    links = [Link(evidence_id, criterion_id, passage) for criterion_id in criterion_ids]
    evidence_links.link(work.at, work.session, work.lead, work.evaluation_id, links)


def write(work: Work, *, areas: int) -> None:
    """Foreword, method and closing, and the texts of the first so many areas, out of what was found there."""
    framework, answers = work.framework, work.answers
    written = {"foreword": FOREWORD.format(place=work.place), "method": METHOD, "closing": CLOSING}
    for area in framework.areas[:areas]:
        ranked = _ranked(area, answers)
        best, poorest = ranked[:3], ranked[-3:][::-1]
        titles = {"best": framework.criteria[best[0]].title, "poorest": framework.criteria[poorest[0]].title}
        written[f"{area.id}/summary"] = SUMMARY.format(**titles)
        written[f"{area.id}/strengths"] = _items(framework, answers, best)
        written[f"{area.id}/improvements"] = _items(framework, answers, poorest)
    for part, text in written.items():
        texts.save(work.at, work.session, work.lead, work.evaluation_id, TextProposal(part, text, 0))


def _ranked(area: Area, answers: Mapping[str, Answer]) -> list[str]:
    """Ids of the processes of the area that have a level, the highest first."""
    levels = _levels(area, answers)
    return sorted(levels, key=lambda criterion_id: -levels[criterion_id])


def _levels(area: Area, answers: Mapping[str, Answer]) -> dict[str, int]:
    """The level of each process of the area that has one."""
    return {c.id: found.value for c in area.criteria if isinstance(found := answers[c.id], Level)}


def _items(framework: Framework, answers: Mapping[str, Answer], criterion_ids: list[str]) -> str:
    lines = []
    for criterion_id in criterion_ids:
        criterion, answer = framework.criteria[criterion_id], answers[criterion_id]
        values = [step.value for step in criterion.scale.steps]
        text = criterion.levels[values.index(answer.value)] if isinstance(answer, Level) else ""
        lines.append(f"- **{framework.numbers[criterion_id]} {criterion.title}.** {text}")
    return "\n".join(lines)


def stars_by_place(given: Mapping[str, Mapping[str, Answer]]) -> dict[str, list[str]]:
    """Which processes get a star in each place: where the level is the highest of all, and high enough to show."""
    found: dict[str, list[str]] = {place: [] for place in given}
    for criterion_id in STARS:
        levels = {
            place: answer.value
            for place, answers in given.items()
            if isinstance(answer := answers.get(criterion_id), Level) and answer.value
        }
        if levels:
            found[max(levels, key=lambda place: levels[place])].append(criterion_id)
    return found


def give_stars(work: Work, criterion_ids: Iterable[str]) -> None:
    """Gold stars for these processes."""
    for criterion_id in criterion_ids:
        proposal = StarProposal(criterion_id, *STARS[criterion_id], 0)
        gold_stars.save(work.at, work.session, work.lead, work.evaluation_id, proposal)


def comment(work: Work) -> None:
    """Two comments of the contact on the draft, of which the lead has answered the first."""
    at, session, evaluation_id = work.at, work.session, work.evaluation_id
    draft = comments.draft(at, session, work.contact, evaluation_id, "nb")
    said = ("Intervjuene gikk over én dag, ikke to.", "Rutinen er kjent i skolene også.")
    parts = [part for part in draft.parts if part.part.id in ("method", f"{draft.framework.areas[0].id}/summary")]
    made = []
    for part, text in zip(parts, said, strict=True):
        paragraph = part.paragraphs[-1].paragraph
        proposal = CommentProposal(part.part.id, part.version, paragraph.key, text)
        made.append(comments.comment(at, session, work.contact, evaluation_id, proposal))
    answer = AnswerProposal(made[0], Outcome.KEPT, "Intervjuene gikk over to dager, se planen.")
    comments.answer(at, session, work.lead, evaluation_id, answer)


def improved(framework: Framework, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers some time after: what has a measure has climbed two steps when it is done, one when begun."""
    found = dict(answers)
    levels = {id_: value for area in framework.areas for id_, value in _levels(area, answers).items()}
    for criterion_id, steps in zip(_poorest(framework, answers), (2, 1, 0), strict=True):
        values = [step.value for step in framework.criteria[criterion_id].scale.steps]
        climbed = values.index(levels[criterion_id]) + steps
        found[criterion_id] = Level(values[min(climbed, len(values) - 1)])
    return found


def _poorest(framework: Framework, answers: Mapping[str, Answer]) -> list[str]:
    """The poorest process of each of the first areas."""
    return [_ranked(area, answers)[-1] for area in framework.areas[: len(OWNERS)]]


def follow_up(work: Work) -> None:
    """Three measures after a published evaluation, one for the poorest process of each of the first areas."""
    poorest = _poorest(work.framework, work.answers)
    said = zip(poorest, OWNERS, STATUSES, REMARKS, strict=True)
    for position, (criterion_id, owner, status, note) in enumerate(said):
        criterion = work.framework.criteria[criterion_id]
        due_on = work.day + timedelta(days=90 * (position + 1))
        proposal = MeasureProposal(criterion.id, f"Arbeide med: {criterion.title}", owner, due_on, status, note)
        measures.add(work.at, work.session, work.lead, work.evaluation_id, proposal)
