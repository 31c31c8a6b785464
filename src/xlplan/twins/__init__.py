"""Formulas and the Python functions that give the same values, side by side."""
