"""HTML pages that are one file each: no network, nothing beside them, every text escaped."""
