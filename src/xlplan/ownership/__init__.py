"""Who may see and who may change which cell."""
