"""Writing an index in the cluster: documents, their cleanup, publication."""
