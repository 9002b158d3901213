"""Text formats to and from domain records; knows no database."""
