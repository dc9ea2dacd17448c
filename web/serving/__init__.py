"""How gunicorn serves the site: a worker whose request threads never wait for a client."""
