"""Reviews in HTML to Markdown, and back to what Letterboxd takes."""
