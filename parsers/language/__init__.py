"""From text to mentions and events, with spaCy."""
