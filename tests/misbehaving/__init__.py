"""A misbehaving web on loopback: servers that reset, lie, stall, bomb and loop, and how a run must end on each."""
