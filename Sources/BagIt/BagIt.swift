/// First room of BagIt.
