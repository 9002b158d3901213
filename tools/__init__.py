"""Programs that make what the repository carries; filmlog itself needs none of them."""
