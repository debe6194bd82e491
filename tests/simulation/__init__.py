"""The deterministic simulation (faults.md section 2, docs/simulation.md): ``python -m tests.simulation``."""
