"""Brings the register's files up to date from the statistics bureau: what is new, checked, then written.

Nothing is written until the register as it would become passes its own checks; then each file is replaced whole.
What a machine cannot know, such as how a divided municipality's inhabitants went, is left to a person.
"""

import csv
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from kompass.domain.code_changes import SEPARATOR, CodeChange, read_changes, split_names
from kompass.domain.errors import Invalid, KompassError, NotPossibleNow, Problem
from kompass.domain.register import Change, ChangeKind
from kompass.domain.register_checks import Count
from kompass.services import statistics_bureau
from kompass.services.register import read_register
from kompass.services.statistics_bureau import Fetch, Inhabitants, NoAnswer

MUNICIPALITIES, CHANGES = "municipalities.csv", "changes.csv"
POPULATION, COUNTS, COUNTIES = "population.csv", "counts.csv", "counties.csv"

# In the order they are replaced: an interrupted refresh is taken up where it stopped by the next one.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    MUNICIPALITIES: ("number", "name", "other_names", "county_number", "valid_from", "valid_to"),
    CHANGES: (
        *("date", "kind", "from_number", "from_name", "to_number", "to_name"),
        *("share", "inhabitants", "estimated", "note"),
    ),
    POPULATION: ("municipality_number", "year", "inhabitants"),
    COUNTS: ("year", "municipalities", "inhabitants"),
    COUNTIES: ("number", "name", "other_names", "valid_from", "valid_to"),
}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A number that starts or ends on a day, or has a new name from that day."""

    number: str
    name: str
    date: date


@dataclass(frozen=True, slots=True)
class Difference:
    """What the bureau has and the register lacks.

    `changes` can be written as they are, `unfinished` need shares first. `figures` are the years there are new
    inhabitants for. `for_a_person` is what should be looked at.
    """

    last_modified: date
    started: tuple[Step, ...]
    ended: tuple[Step, ...]
    renamed: tuple[Step, ...]
    changes: tuple[Change, ...]
    unfinished: tuple[Change, ...]
    figures: tuple[Count, ...]
    for_a_person: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        found = (self.started, self.ended, self.renamed, self.changes, self.unfinished, self.figures)
        return not any(found) and not self.for_a_person


@dataclass(frozen=True, slots=True)
class Proposal:
    """The difference, and the files it concerns as they were read and as they would become."""

    difference: Difference
    before: Mapping[str, str]
    after: Mapping[str, str]


def propose(folder: Path, today: date, fetch: Fetch) -> Proposal:
    """Ask the bureau what has happened since the register's last year; NoAnswer, or Invalid for a broken file."""
    texts = {name: _text(folder / name) for name in COLUMNS}
    draft = _Draft({name: _rows(name, text) for name, text in texts.items()})
    last_modified = statistics_bureau.last_modified(fetch)
    first, last = date(draft.last_year, 1, 1), date(max(today.year, draft.last_year) + 1, 1, 1)
    pairs = statistics_bureau.changes(fetch, first, last)
    days = {pair.date for pair in pairs} | {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
    lists: dict[date, Mapping[str, str]] = {}
    for day in sorted(days):
        names = statistics_bureau.names_on(fetch, day)
        if names:
            lists[day] = names
            draft.follow(day, [pair for pair in pairs if pair.date == day], names)
        elif day != last:
            raise NoAnswer("bureau_list_missing", date=day.isoformat())
    if lists:
        draft.compare_names(lists[max(lists)])
    for year, figures in statistics_bureau.inhabitants(fetch, first.year).items():
        if year > first.year and date(year, 1, 1) in lists:
            draft.count(year, figures, len(lists[date(year, 1, 1)]))
    # By rows, not text: a file nothing was done to stays as it was written.
    after = {
        name: _csv([COLUMNS[name], *(row.values() for row in rows)])
        for name, rows in draft.tables.items()
        if rows != _rows(name, texts[name])
    }
    return Proposal(draft.difference(last_modified), {name: texts[name] for name in after}, after)


def check(folder: Path, proposal: Proposal) -> None:
    """Invalid with every fault the register would have; nothing is written."""
    with _disk(folder), TemporaryDirectory() as temporary:
        _stage(folder, proposal, Path(temporary))


def write(folder: Path, proposal: Proposal) -> None:
    """Replace the files, all or none; Invalid with every fault the register would have."""
    # Beside the files themselves: only within one file system is a file replaced in one go.
    with _disk(folder), TemporaryDirectory(prefix=".refresh-", dir=folder) as temporary:
        staged = Path(temporary)
        _stage(folder, proposal, staged)
        if any(_text(folder / name) != text for name, text in proposal.before.items()):
            raise NotPossibleNow("register_changed_meanwhile")
        _replace(folder, staged, tuple(proposal.after))


def as_row(change: Change) -> str:
    """A change as a line of changes.csv."""
    return _csv([_change_row(change).values()]).removesuffix("\n")


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KompassError(
            "register_not_writable", folder=str(folder), detail=error.strerror or str(error)
        ) from error


def _stage(folder: Path, proposal: Proposal, staged: Path) -> None:
    for path in folder.glob("*.csv"):
        shutil.copy(path, staged / path.name)
    for name, text in proposal.after.items():
        (staged / name).write_bytes(text.encode())
    try:
        read_register(staged)
    except Invalid as error:
        raise Invalid((Problem("register_not_refreshed"), *error.problems)) from error


def _replace(folder: Path, staged: Path, names: Sequence[str]) -> None:
    kept = staged / "kept"
    kept.mkdir()
    for name in names:
        shutil.copy(folder / name, kept / name)
    replaced: list[str] = []
    try:
        for name in names:
            replaced.append(name)
            (staged / name).replace(folder / name)
    except BaseException:
        for name in replaced:
            (kept / name).replace(folder / name)
        raise


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path.name, str(error)) from error


def _rows(name: str, text: str) -> list[Row]:
    try:
        header, *rows = csv.reader(StringIO(text, newline=""), strict=True)
        if tuple(header) != COLUMNS[name]:
            raise ValueError(",".join(header))
        return [dict(zip(header, row, strict=True)) for row in rows]
    except (ValueError, csv.Error) as error:
        raise _unreadable(name, str(error)) from error


def _unreadable(name: str, detail: str) -> Invalid:
    return Invalid((Problem("register_file_unreadable", name, (("detail", detail),)),))


def _csv(rows: Iterable[Iterable[str]]) -> str:
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _change_row(change: Change) -> Row:
    values = (
        change.date.isoformat(),
        change.kind.value,
        *(change.from_number, change.from_name, change.to_number, change.to_name),
        "" if change.share is None else str(change.share),
        *("", "", change.note),
    )
    return dict(zip(COLUMNS[CHANGES], values, strict=True))


def _is_in_use(row: Row, day: date) -> bool:
    # ISO dates are in order as text too.
    return row["valid_from"] <= day.isoformat() and (not row["valid_to"] or day.isoformat() < row["valid_to"])


@dataclass
class _Draft:
    """The rows of the files while they are brought up to date, and what was done to them.

    Everything is compared row by row, so that what is there already is left alone.
    """

    tables: dict[str, list[Row]]
    started: list[Step] = field(default_factory=list)
    ended: list[Step] = field(default_factory=list)
    renamed: list[Step] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unfinished: list[Change] = field(default_factory=list)
    figures: list[Count] = field(default_factory=list)
    for_a_person: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            self.last_year = max(int(row["year"]) for row in self.tables[COUNTS])
        except ValueError as error:
            raise _unreadable(COUNTS, str(error)) from error
        self._by_number = {row["number"]: row for row in self.tables[MUNICIPALITIES]}
        self._counties = {row["number"] for row in self.tables[COUNTIES]}
        recorded = self.tables[CHANGES]
        self._recorded = {(r["date"], r["from_number"], r["to_number"], r["kind"]) for r in recorded}
        self._linked = {(r["date"], r["from_number"], r["to_number"]) for r in recorded}
        self._full_names = {row["to_number"]: row["to_name"] for row in recorded}

    def follow(self, day: date, pairs: Sequence[CodeChange], names: Mapping[str, str]) -> None:
        """Bring the municipalities to this day: by what the bureau says changed, then by its list of the day."""
        eve = day - timedelta(days=1)
        before = {number for number, row in self._by_number.items() if _is_in_use(row, eve)}
        boundaries = {
            (from_number, to_number)
            for on, from_number, to_number, kind in self._recorded
            if on == day.isoformat() and kind == ChangeKind.BOUNDARY
        }
        found = read_changes(pairs, before, names, boundaries)
        for change in found:
            if change.from_number not in names:
                self._end(change.from_number, day)
            if change.to_number not in before:
                self._start(change.to_number, change.to_name, day, found)
            if not self._is_recorded(change):
                self._record(change)
        in_use = {number for number, row in self._by_number.items() if _is_in_use(row, day)}
        for number in sorted(names.keys() - in_use):
            self._remark("start_unexplained", number, names[number], date=day.isoformat())
            self._start(number, names[number], day, ())
        for number in sorted(in_use - names.keys()):
            self._remark("end_unexplained", number, self._by_number[number]["name"], date=day.isoformat())
            self._end(number, day)

    def compare_names(self, names: Mapping[str, str]) -> None:
        """Remark on names the register has otherwise than the bureau's latest list."""
        for number, name in names.items():
            row = self._by_number[number]
            parts = {row["name"], *filter(None, row["other_names"].split("; "))}
            if name != self._full_names.get(number) and set(name.split(SEPARATOR)) != parts:
                self._remark("name_differs", number, name, ours=self._full_names.get(number, row["name"]))

    def count(self, year: int, figures: Inhabitants, municipalities: int) -> None:
        """Add the inhabitants of a year, and the bureau's own totals to check them by."""
        rows, counts = self.tables[POPULATION], self.tables[COUNTS]
        known = {row["municipality_number"] for row in rows if row["year"] == str(year)}
        new = [
            dict(zip(COLUMNS[POPULATION], (number, str(year), str(count)), strict=True))
            for number, count in figures.municipalities.items()
            if number not in known
        ]
        rows += new
        rows.sort(key=lambda row: (row["municipality_number"], row["year"]))
        totals = (str(year), str(municipalities), str(figures.total))
        counts.append(dict(zip(COLUMNS[COUNTS], totals, strict=True)))
        self.figures.append(Count(year, municipalities, figures.total))

    def difference(self, last_modified: date) -> Difference:
        return Difference(
            last_modified,
            tuple(self.started),
            tuple(self.ended),
            tuple(self.renamed),
            tuple(self.changes),
            tuple(self.unfinished),
            tuple(self.figures),
            tuple(dict.fromkeys(self.for_a_person)),
        )

    def _is_recorded(self, change: Change) -> bool:
        pair = (change.date.isoformat(), change.from_number, change.to_number)
        # A person may have called it something else; a number to itself can be renamed and merged on one day.
        is_linked = change.from_number != change.to_number and pair in self._linked
        return is_linked or (*pair, change.kind.value) in self._recorded

    def _record(self, change: Change) -> None:
        values = {
            "date": change.date.isoformat(),
            "from": f"{change.from_number} {change.from_name}",
            "to": f"{change.to_number} {change.to_name}",
        }
        if change.kind is ChangeKind.SPLIT:
            self.unfinished.append(change)
            self.for_a_person.append(Problem("split_needs_shares", CHANGES, tuple(values.items())))
            return
        if change.kind is ChangeKind.BOUNDARY:
            self.for_a_person.append(Problem("boundary_needs_facts", CHANGES, tuple(values.items())))
        if change.kind is ChangeKind.RENAME:
            self._rename(change)
        self.changes.append(change)
        self._full_names[change.to_number] = change.to_name
        rows = self.tables[CHANGES]
        rows.append(_change_row(change))
        rows.sort(key=lambda row: row["date"])

    def _start(self, number: str, full: str, day: date, changes: Sequence[Change]) -> None:
        row = self._by_number.get(number)
        if row:
            if row["valid_from"] != day.isoformat():
                self._remark("number_used_again", number, full, date=day.isoformat())
            return
        name, others = self._names(number, full, changes)
        if number[:2] not in self._counties:
            self._remark("county_unknown", number, name, county=number[:2])
        values = (number, name, others, number[:2], day.isoformat(), "")
        row = dict(zip(COLUMNS[MUNICIPALITIES], values, strict=True))
        self._by_number[number] = row
        self.tables[MUNICIPALITIES].append(row)
        self.tables[MUNICIPALITIES].sort(key=lambda one: one["number"])
        self.started.append(Step(number, name, day))

    def _end(self, number: str, day: date) -> None:
        row = self._by_number.get(number)
        if row and not row["valid_to"]:
            row["valid_to"] = day.isoformat()
            self.ended.append(Step(number, row["name"], day))

    def _rename(self, change: Change) -> None:
        row = self._by_number.get(change.to_number)
        name, others = self._names(change.to_number, change.to_name, ())
        if row and (row["name"], row["other_names"]) != (name, others):
            row.update(name=name, other_names=others)
            self.renamed.append(Step(change.to_number, change.to_name, change.date))

    def _names(self, number: str, full: str, changes: Sequence[Change]) -> tuple[str, str]:
        """Name and other names; those of a municipality it came from when its full name was the same."""
        for change in changes:
            row = self._by_number.get(change.from_number)
            if row and change.to_number == number and change.from_name == full:
                return row["name"], row["other_names"]
        rows = self._by_number.values()
        parallel = {other for row in rows for other in row["other_names"].split("; ")}
        names = split_names(full, {row["name"] for row in rows}, parallel)
        if not names.is_certain:
            self._remark("name_order_unknown", number, full)
        return names.name, names.others

    def _remark(self, code: str, number: str, name: str, **values: str) -> None:
        self.for_a_person.append(
            Problem(code, MUNICIPALITIES, (("number", number), ("name", name), *values.items()))
        )
