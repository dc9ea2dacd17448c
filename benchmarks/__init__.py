"""Measurements: speed, memory and quality, printed by commands and never asserted in tests."""
