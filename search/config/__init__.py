"""Settings: the environment's, and those of an archive."""
