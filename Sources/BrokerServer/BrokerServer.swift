/// First room of BrokerServer.
