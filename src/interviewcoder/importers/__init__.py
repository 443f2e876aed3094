"""Files into domain values: pure functions from bytes and options, one file a format. Never the database."""
