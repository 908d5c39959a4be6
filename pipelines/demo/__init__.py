"""The embedded sample: a small web of invented publishers on loopback, and what ``communique demo`` shows of it."""
