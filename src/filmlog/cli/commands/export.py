"""`filmlog export`: the diary written out, to leave with or to read elsewhere."""
