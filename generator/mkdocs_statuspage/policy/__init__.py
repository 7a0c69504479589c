"""What a class of mistake demands, and what of an incident readers may have: one answer to each question."""
