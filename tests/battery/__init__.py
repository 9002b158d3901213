"""The battery: what would lose a diary, done to one on purpose, again and again.

It runs at a reduced count with the other tests, and whole with `pytest tests/battery --whole`.
"""
