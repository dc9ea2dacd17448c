"""Drills: what a site must survive. Each does harm many times over, and lists what went wrong."""
