"""One file per kind of cell: how it is read, written, described."""
