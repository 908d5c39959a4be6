"""What to watch and how to code it: settings, sources and registers."""
