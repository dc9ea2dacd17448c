"""Words: how text is cut, folded and stemmed."""
