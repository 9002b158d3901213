"""The formats of other services and of any table, one file each, and what their fields mean."""
