"""How servers that gunicorn can run treat readers beside slow, silent and far too many clients."""
