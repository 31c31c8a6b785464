"""Words, values and calendars that know nothing of forms or files."""
