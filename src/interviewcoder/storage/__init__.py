"""The only room that knows SQLModel: the study file, its tables, its journal, its search index."""
