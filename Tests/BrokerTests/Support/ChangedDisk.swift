import BrokerAPI
import Testing

@testable import Broker

/// Two organisations whose broker finds its disk otherwise than it was left.
protocol ChangedDisk {
    var sender: TestOrganisation { get }
    var recipient: TestOrganisation { get }
}

extension ChangedDisk {
    func served() async throws -> (TestBroker, TestDeposit) {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        return (broker, deposit)
    }

    func expectReadOnly(_ broker: TestBroker, _ fault: LogFault) async throws {
        #expect(broker.service.store.fault == .log(fault))
        let deposit = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.store(.readOnly)) { try await broker.deposit(deposit) }
        #expect(try await broker.deliveries(of: recipient).deliveries.isEmpty == false)
    }
}
