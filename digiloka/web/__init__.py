"""Pages. One module a page group; every view carries an access mark (web.access) and opens a transaction itself."""
