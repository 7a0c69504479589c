"""The issues and comments in which Upptime keeps what happened, as GitHub's API gives them."""
