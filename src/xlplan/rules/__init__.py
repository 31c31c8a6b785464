"""Rules of plans: a small file per rule; ``catalogue`` finds them, ``run`` runs them."""
