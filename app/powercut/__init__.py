"""``cuadre powercut-demo``: a till that sells is ended again and again on the disk in question (ADR 133)."""
