"""Benchmarks: a made-up diary of any size, and what commands cost on it."""
