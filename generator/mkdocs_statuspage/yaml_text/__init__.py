"""A YAML text with the place of everything in it; PyYAML's room."""
