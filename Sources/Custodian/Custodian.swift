/// First room of Custodian.
