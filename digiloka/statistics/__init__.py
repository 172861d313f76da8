"""Published counts: measures → facts → tables → page, workbook, PDF, CSV, JSON. Every output starts from a Table."""
