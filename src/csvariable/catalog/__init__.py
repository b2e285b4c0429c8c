"""The KPIs of the field as definitions: formula, unit, traps, what a plan has to say, and a worked example.

Each is a file of data in `kpis/`. Its measure (language, section 16) has gaps in braces, which a plan fills
(section 16.5): a gap without a safe default stays open until somebody who knows the company fills it.
"""
