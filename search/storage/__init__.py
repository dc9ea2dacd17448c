"""Flat arrays in files: the containers that indexes and manifests are stored in."""
