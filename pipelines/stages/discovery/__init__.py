"""The parts of discovery: how deep it goes, which listing pages it reads, when it has seen enough."""
