"""Uploaded files: encrypted, named by a keyed hash of their content, outside the web root."""
