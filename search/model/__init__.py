"""The values that travel: articles, requests, results. Values only, no input or output."""
