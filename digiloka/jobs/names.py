"""The names of jobs: doors enqueue by name, tasks/ has a body for each."""

IMPORT_CHECK = "import-check"
IMPORT_APPLY = "import-apply"
IMPORT_UNDO = "import-undo"
IMPORT_RETURN = "import-return"
SWEEP_FILES = "sweep-files"
SEND_LINK = "send-link"

ALL = (IMPORT_CHECK, IMPORT_APPLY, IMPORT_UNDO, IMPORT_RETURN, SWEEP_FILES, SEND_LINK)
