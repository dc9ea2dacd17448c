"""Rules that hold in both engines, each written once."""
