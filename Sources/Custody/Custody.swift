/// First room of Custody.
