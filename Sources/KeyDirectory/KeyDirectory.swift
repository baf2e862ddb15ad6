/// First room of KeyDirectory.
