"""Facts in tables, with no code: what is called what, in which language."""
