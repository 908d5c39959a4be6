"""How fast Communiqué is, as ratios measured in one run, with counts and peak memory. `python -m benchmarks`."""
