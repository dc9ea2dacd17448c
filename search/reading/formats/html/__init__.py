"""Saved pages as articles."""
