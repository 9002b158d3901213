"""The command line: parse, one domain or storage call, render, return."""
