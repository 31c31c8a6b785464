"""What follows from a plan: structure, dates, progress."""
