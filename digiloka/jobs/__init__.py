"""Work that outlives a request. The row is the truth; the queue only wakes it, and a sweeper wakes what slept in."""
