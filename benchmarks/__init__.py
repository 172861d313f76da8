"""What is measured, against what, and the long proofs. `make prove` runs them whole; see README.md."""
