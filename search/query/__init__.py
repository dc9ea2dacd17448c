"""The query language: text in, a query tree out, and back into words."""
