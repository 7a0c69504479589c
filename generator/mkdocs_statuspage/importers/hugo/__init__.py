"""A site of Hugo as cState keeps it: posts with front matter, times as people type them, a body that tells what happened."""
