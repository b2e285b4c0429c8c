"""Closed periods as values: what was paid, proved and corrected (docs/spec/ledger.md).

A ledger is read from the bytes of its files and written as bytes of files; the edge opens
them. Nothing here asks what day it is.
"""
