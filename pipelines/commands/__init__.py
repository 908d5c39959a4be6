"""The commands of ``communique``, one module each; its ``command`` is the click command."""
