"""The example the README, the tests and `filmlog demo` share: one rare film, fully logged."""
