"""Domain values as text for other programs and readers. Pure: no files, no database."""
