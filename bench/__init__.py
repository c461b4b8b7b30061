"""Benchmarks: figures and ratios, never asserts on time. Results are kept in RESULTS.md."""
