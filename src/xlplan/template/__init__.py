"""Forms as a company uses them: built-in columns, choices and extra columns resolved into one list."""
