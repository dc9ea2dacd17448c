"""Files damaged in every way, read and indexed: none may stop or stall a reindex."""
