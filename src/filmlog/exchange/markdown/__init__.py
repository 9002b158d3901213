"""A film, its viewings and the shelves as Markdown, and the one document of all of them."""
