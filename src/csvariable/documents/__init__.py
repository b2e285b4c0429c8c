"""Renderers: statements, comparisons and diagnostics become text; they decide nothing."""
