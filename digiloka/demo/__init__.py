"""A register full of made-up businesses, for trying out: seeded, believable, nobody real."""
