"""Whole pages of results, as a reader gets them, from several servers."""
