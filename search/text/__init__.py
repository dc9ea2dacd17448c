"""Text as words: cutting, folding and stemming."""
