"""The form where municipalities are chosen to be put side by side.

A municipality that is found becomes a ticked box; a text that means several gets their boxes to choose from. So
nothing that was written is lost on the way, and no script is needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from kompass.domain.errors import Problem
from kompass.domain.register import Unit
from kompass.language import Language
from kompass.services.mergers import MOST_PARTNERS, Wanted
from kompass.web.lineage import years
from kompass.web.messages import problem_text

FIELDS_AT_FIRST = 3
# More of the same beginning than this is no choice but a list to read.
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """A municipality by key, and in words that tell it from its namesakes."""

    key: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Field:
    """One text field with what is wrong with it and, when it means several, those."""

    id: str
    number: int
    text: str
    error: str
    choices: list[Chosen]


@dataclass(frozen=True, slots=True)
class CompileForm:
    """Everything the form shows. `fields_wanted` is what the button for one more field sends."""

    chosen: list[Chosen]
    fields: list[Field]
    fields_wanted: int
    units: Sequence[Unit]
    problems: list[tuple[str, str]]
    is_sent: bool

    @property
    def keys(self) -> list[str]:
        return [unit.key for unit in self.units]

    @property
    def may_grow(self) -> bool:
        return len(self.chosen) + len(self.fields) < MOST_PARTNERS

    def with_problems(self, problems: Iterable[Problem], language: Language) -> "CompileForm":
        """The same form with what the service found wrong with the choice."""
        found = [(self._place_of(problem), problem_text(problem, language)) for problem in problems]
        return replace(self, problems=found)

    def _place_of(self, problem: Problem) -> str:
        return f"chosen-{problem.subject}" if problem.subject in self.keys else self.fields[0].id


def compile_form(wanted: Iterable[Wanted], sent: "MultiDict[str, str]", language: Language) -> CompileForm:
    """The form from what each text was found to mean. `sent` may hold a choice among namesakes for a text."""
    units: list[Unit] = []
    fields: list[Field] = []
    problems: list[tuple[str, str]] = []
    for one in wanted:
        unit = one.unit or _choice(one, sent.get(choice_name(one.text), ""))
        if unit is not None:
            units.append(unit)
            continue
        problem = _problem(one)
        field = _field(len(fields), one, problem_text(problem, language), language)
        fields.append(field)
        problems.append((field.id, field.error))
    is_sent = "flere" not in sent and "endre" not in sent and ("vis" in sent or len(units) + len(fields) > 1)
    chosen = [_chosen(unit, language) for unit in dict.fromkeys(units)]
    count = max(_fields_wanted(sent), FIELDS_AT_FIRST - len(chosen), len(fields), 1)
    fields += [Field(f"place-{number}", number + 1, "", "", []) for number in range(len(fields), count)]
    return CompileForm(chosen, fields, count + 1, units, problems if is_sent else [], is_sent)


def choice_name(text: str) -> str:
    """What the boxes are called that choose among those a text may mean."""
    return f"valg:{text}"


def _choice(one: Wanted, key: str) -> Unit | None:
    return next((unit for unit in one.choices if unit.key == key), None)


def _problem(one: Wanted) -> Problem:
    code = "place_ambiguous" if one.choices else "place_unknown"
    if len(one.choices) > MOST_CHOICES:
        code = "place_begins_many"
    return Problem(code, "", (("text", one.text), ("count", str(len(one.choices)))))


def _field(position: int, one: Wanted, error: str, language: Language) -> Field:
    choices = [_chosen(unit, language) for unit in one.choices] if len(one.choices) <= MOST_CHOICES else []
    return Field(f"place-{position}", position + 1, one.text, error, choices)


def _chosen(unit: Unit, language: Language) -> Chosen:
    return Chosen(unit.key, unit.name, f"{unit.municipality.county}, {unit.number}, {years(unit, language)}")


def _fields_wanted(sent: "MultiDict[str, str]") -> int:
    text = sent.get("flere", "")
    return min(int(text), MOST_PARTNERS) if text.isascii() and text.isdigit() and len(text) < 3 else 0
