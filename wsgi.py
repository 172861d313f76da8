"""For a WSGI server: `gunicorn wsgi:app`."""

from digiloka.app import create_app

app = create_app()
