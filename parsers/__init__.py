"""Pure functions from bytes to records and from text to events; nothing here opens a socket, file or database."""
