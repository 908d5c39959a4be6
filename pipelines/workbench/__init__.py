"""The workbench: what makes a new source, shows what it reads and tells when it no longer does."""
