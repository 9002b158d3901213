"""Taking in what another program or another diary has: rows, records and pages."""
