"""The matrix of rights: people × (service profile × place), in a number of statements that nothing changes."""
