"""The engines that are compared, one module each; every one runs as a process of its own.

Each module is started with `python -m benchmarks.peers.NAME` and speaks `protocol`. The Xapian one
runs under the system's Python, so `protocol` and this file import the standard library only.
"""
