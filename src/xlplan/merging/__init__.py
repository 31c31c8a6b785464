"""Three-way merge of submissions against their own bases; pure."""
