"""Wire models (pydantic) of the central API and their lossless mapping to domain values."""
