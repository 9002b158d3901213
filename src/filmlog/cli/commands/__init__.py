"""One command, one file; cli/app.py lists them and imports each only when it is called."""
