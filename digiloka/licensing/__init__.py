"""Papers of a business: which kinds there are, who issues them, for how long, and which business needs them."""
