"""The plan: rows, records, rounds and the register of issued copies."""
