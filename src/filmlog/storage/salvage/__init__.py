"""Saving what can be read of a damaged diary into a new one: by its pages, not through SQLite."""
