"""Markup languages for texts besides Markdown: reStructuredText and Org."""
