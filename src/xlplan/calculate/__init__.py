"""What follows from a plan: the twins of all formulas, evaluated on what its sheets hold."""
