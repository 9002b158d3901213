"""The diary as a folder of Markdown pages, out and back in."""
