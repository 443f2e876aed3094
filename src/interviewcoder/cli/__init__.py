"""The command line: thin commands over the study, one file a noun. Data on stdout, talk on stderr."""
