"""The check-up of a diary: what belongs to this machine, and all of it put together."""
