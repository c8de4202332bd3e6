"""The form for starting an evaluation."""

from datetime import date, datetime

from flask_wtf import FlaskForm
from wtforms import StringField

from kompass.domain.errors import Invalid, Problem

WAYS_TO_WRITE_A_DATE = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


class StartForm(FlaskForm):
    """The date of the evaluation, as the browser's date field or a person writes it."""

    evaluated_on = StringField()

    def day(self) -> date:
        """The date; Invalid when it cannot be read as one."""
        return as_date(self.evaluated_on.data or "", "evaluated_on")


def as_date(text: str, field: str) -> date:
    """The day that is written; Invalid, about the field, when it cannot be read as one."""
    for way in WAYS_TO_WRITE_A_DATE:
        try:
            return datetime.strptime(text.strip(), way).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise Invalid((Problem("date_missing", field),))
