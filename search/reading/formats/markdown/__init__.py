"""Markdown and plain text as articles."""
