"""Sync: the diary on one side, a repository of git on the other, and the person between."""
