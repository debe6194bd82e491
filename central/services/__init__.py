"""What the service does, without SQL and without HTTP."""
