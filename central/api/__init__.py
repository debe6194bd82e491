"""HTTP: thin routes over the services, no SQL."""
