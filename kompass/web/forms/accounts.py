"""The form for signing in."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField

from kompass.domain.errors import Problem


class SignInForm(FlaskForm):
    """Address, password, and where to go afterwards."""

    email = EmailField()
    password = PasswordField()
    next = StringField()

    def problems(self) -> list[Problem]:
        """What is missing, before the pair is even tried."""
        missing = []
        if not (self.email.data or "").strip():
            missing.append(Problem("email_missing", "email"))
        if not self.password.data:
            missing.append(Problem("password_missing", "password"))
        return missing
