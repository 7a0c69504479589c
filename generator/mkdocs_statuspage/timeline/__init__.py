"""Incidents and a `now` become states, days, clocks and a headline. Pure: nothing is read or asked."""
