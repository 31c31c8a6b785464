"""Files on disk: atomic writing, archiving, folders."""
