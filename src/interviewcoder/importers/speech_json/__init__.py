"""Transcripts in JSON, one file a family of programs: a parsed value into cues, or None where it is another's."""
