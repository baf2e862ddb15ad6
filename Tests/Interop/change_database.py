"""Changes a database of a broker that is stopped, as a broken disk or a dishonest operator would.

    change_database.py FILE SQL

Ends with 1 when no row was changed.
"""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1])
with connection:
    changed = connection.execute(sys.argv[2]).rowcount
connection.close()
sys.exit(0 if changed > 0 else 1)
