"""Where: kota → kecamatan → kelurahan by Kemendagri code, their names as people write them, points, polygons.

`models`, `queries` and `actions` touch the database; every other module here is a plain rule.
docs/data-areas.md tells where every figure comes from.
"""
