"""Articles as entries of bibliographies: one table of fields, three notations."""
