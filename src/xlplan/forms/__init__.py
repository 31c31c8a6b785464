"""One file per form: its row classes, columns, owners and words."""
