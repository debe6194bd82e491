"""Small wrong changes of the protocol code and the proof that each is noticed (docs/mutants.md)."""
