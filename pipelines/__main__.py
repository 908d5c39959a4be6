"""``python -m pipelines``: the command line where no console script is installed."""

from pipelines.cli import main

main(prog_name="communique")
