"""Learning the weights of decisions (``config/registers/event_weights.csv``) from annotated texts."""
