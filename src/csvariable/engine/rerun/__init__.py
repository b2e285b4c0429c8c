"""Runs that differ little from one that was made: plans, facts and draws that change."""
