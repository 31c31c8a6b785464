"""One small file per rule: what makes a set of forms a plan."""
