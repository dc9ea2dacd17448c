"""Searching the cluster: from a request to results."""
