"""The network and the archive: asking publishers' servers politely, and keeping every answer."""
