"""The shapes of Atlassian Statuspage's v2 JSON, and how each becomes a part of a history."""
