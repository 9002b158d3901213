"""Domain records to what a person or a program reads; no database, no prompts."""
