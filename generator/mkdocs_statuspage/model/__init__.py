"""The values that everything else is about; it imports none of the rest."""
