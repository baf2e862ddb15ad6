import BrokerAPI
import Custody
import Primitives
import Testing
import TransparencyLog

@testable import Custodian

@Suite struct `Proofs of a receipt` {
    /// A log with other people's entries around the three of an exchange.
    private struct Logged: ~Copyable {
        let exchange: Exchange
        let receipt: VerifiedStatement<SubmissionAcceptance>
        let secret: SigningKey
        let key: VerifierKey
        private let leaves: [SHA256Digest]
        private let edge: RightmostTiles

        init(order: [Int] = [0, 1, 2]) throws {
            let exchange = try Exchange()
            let receipt = try Receipt.acceptance(
                exchange.sign(exchange.evidence()), of: exchange.statement,
                trust: exchange.trust)
            let ours: [AuditLogEntry] = [
                .commitment(.of(try #require(exchange.statement.entry))),
                .commitment(exchange.deposit.sealedCommitment),
                .commitment(.of(try #require(receipt.signed.entry))),
            ]
            let others = (0..<5).map { AuditLogEntry.commitment(.of([UInt8($0)])) }
            var hasher = TreeHasher()
            var edge = RightmostTiles()
            let entries = others + order.map { ours[$0] } + others
            let leaves = entries.map { hasher.leaf($0.bytes) }
            for leaf in leaves { edge.append(leaf: leaf, hasher: &hasher) }
            let secret = try SigningKey()
            self.exchange = exchange
            self.receipt = receipt
            self.leaves = leaves
            self.edge = edge
            key = VerifierKey(
                KeyName(logOf: exchange.trust.name), .ed25519, secret.publicKey)
            self.secret = secret
        }

        func proof(_ index: UInt64) throws -> [UInt8] {
            let edge = edge
            let tree = NodeTree(size: edge.size) { node in try #require(edge.hash(of: node)) }
            let checkpoint = Checkpoint(
                origin: key.name, size: edge.size, root: try tree.root())
            return UnverifiedLogProof(
                try tree.inclusionProof(of: index),
                under: try UnverifiedCheckpoint(
                    parsing: checkpoint.signed(by: key, with: secret))
            ).bytes
        }

        func proofs(_ statement: UInt64, _ seal: UInt64, _ acceptance: UInt64) throws
            -> DepositProofs
        {
            DepositProofs(
                statement: try proof(statement), seal: try proof(seal),
                acceptance: try proof(acceptance))
        }

        func verify(_ proofs: DepositProofs?, in log: VerifierKey? = nil) throws -> LoggedDeposit {
            try LoggedDeposit(
                proofs, of: exchange.statement, accepted: receipt, in: log ?? key, mode: .live)
        }
    }

    @Test func `hold for the three entries in a row`() throws {
        let logged = try Logged()
        let deposit = try logged.verify(logged.proofs(5, 6, 7))
        #expect(deposit.checkpoint.size == 13)
        #expect(deposit.checkpoint.cosignatures.isEmpty)
        #expect(deposit.statement.inclusion.index == 5)
    }

    @Test func `are asked for`() throws {
        #expect(throws: LogReceiptError.proofMissing) { try Logged().verify(nil) }
    }

    @Test func `are refused for other entries, in another order, in another log`() throws {
        let logged = try Logged()
        for indexes in [[6, 5, 7], [5, 6, 8], [0, 1, 2], [5, 7, 6]] as [[UInt64]] {
            #expect(throws: LogReceiptError.proofInvalid(.inclusion(.rootMismatch))) {
                try logged.verify(logged.proofs(indexes[0], indexes[1], indexes[2]))
            }
        }
        let stranger = VerifierKey(logged.key.name, .ed25519, try SigningKey().publicKey)
        #expect(throws: LogReceiptError.proofInvalid(.checkpoint(.notSignedByLog))) {
            try logged.verify(logged.proofs(5, 6, 7), in: stranger)
        }
        // All three are there, and not one after the other.
        let shuffled = try Logged(order: [0, 2, 1])
        #expect(throws: LogReceiptError.proofInvalid(.otherCheckpoint)) {
            try shuffled.verify(shuffled.proofs(5, 7, 6))
        }
    }

    @Test func `are refused with a changed byte`() throws {
        let logged = try Logged()
        let good = try logged.proofs(5, 6, 7)
        for position in stride(from: 0, to: good.seal.count, by: 7) {
            var seal = good.seal
            seal[position] ^= 1
            #expect(throws: LogReceiptError.self) {
                try logged.verify(
                    DepositProofs(
                        statement: good.statement, seal: seal, acceptance: good.acceptance))
            }
        }
    }
}
