"""Benchmarks (performance.md section 3); pytest collects only the tests of the tools themselves."""
