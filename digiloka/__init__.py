"""DIGILOKA: the register of micro, small and medium businesses (UMKM) and small industry (IKM) of a city.

The floors, from the ground up: values, config, database, audit, jobs · areas, activities, accounts, privacy ·
registry · licensing, services · imports · statistics · web, api, cli, tasks · app. Imports go down only.
"""
