"""What a responder does, without a terminal: each act is a change that is proposed, carried out and accounted for."""
