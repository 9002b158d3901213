"""filmlog: a private film diary on the command line."""

__version__ = "0.1.0"
