"""The query language: text in, a query tree out, and the text of a tree."""
