"""What pages, feeds and the API share: addresses, prose, rows, and how a state looks."""
