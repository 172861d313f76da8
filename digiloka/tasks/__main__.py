"""`python -m digiloka.tasks`: the worker."""

from digiloka.tasks.queue import main

main()
