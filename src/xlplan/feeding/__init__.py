"""Forms feed each other: rows and values that follow from other forms are laid out, never typed twice; pure."""
