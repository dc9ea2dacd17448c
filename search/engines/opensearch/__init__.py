"""The engine for archives past one machine: an OpenSearch cluster."""
