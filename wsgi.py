"""Where a web server finds the application: wsgi:app."""

from kompass.app import create_app

app = create_app()
