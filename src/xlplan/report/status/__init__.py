"""The status report: one HTML page for the meeting. Each module draws one part of it."""
