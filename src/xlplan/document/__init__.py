"""The plan document: YAML and JSON in and out, and its JSON Schema."""
