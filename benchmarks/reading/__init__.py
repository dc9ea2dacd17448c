"""Backissue as a reader of saved pages, beside others: python -m benchmarks.reading"""
