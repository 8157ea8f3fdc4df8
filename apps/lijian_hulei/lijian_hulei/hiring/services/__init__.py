"""What other parts may ask of hiring."""
