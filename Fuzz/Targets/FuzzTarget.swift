import Age
import BagIt
import BrokerAPI
import Custody
import Glibc
import KeyDirectory
import Primitives
import Timestamping
import TransparencyLog

/// One reader of outside data: for any bytes it gives a value or a typed error, and never stops
/// the process.
package struct FuzzTarget: Sendable {
    package let name: String
    package let read: @Sendable ([UInt8]) throws -> Void

    package static let all = [
        FuzzTarget(name: "json") { _ = try JSONValue.parse($0) },
        FuzzTarget(name: "sshsig") { _ = try SSHSignature(armored: $0) },
        FuzzTarget(name: "statement") { try readStatement($0) },
        FuzzTarget(name: "record") { try readRecords($0) },
        FuzzTarget(name: "member-request") { try readRequest($0) },
        FuzzTarget(name: "manifest") { _ = try BagManifest.parse($0) },
        FuzzTarget(name: "tar") { try readTar($0) },
        FuzzTarget(name: "age-header") { _ = try AgeHeader(startOf: $0.span) },
        FuzzTarget(name: "age") { try AgePayloadDamage(script: $0).check() },
        FuzzTarget(name: "multipart") { try readMultipart($0) },
        FuzzTarget(name: "note") { try readAgain($0, UnverifiedNote.init(parsing:), \.bytes) },
        FuzzTarget(name: "checkpoint") {
            try readAgain($0, UnverifiedCheckpoint.init(parsing:), \.note.bytes)
        },
        FuzzTarget(name: "log-proof") {
            try readAgain($0, UnverifiedLogProof.init(parsing:), \.bytes)
        },
        FuzzTarget(name: "policy") { _ = try TrustPolicy(parsing: $0) },
        FuzzTarget(name: "timestamp-token") { try readToken($0) },
    ]

    /// The one that `PLOMBA_FUZZ_TARGET` names.
    package static let chosen: FuzzTarget? = {
        guard let name = unsafe getenv("PLOMBA_FUZZ_TARGET") else { return nil }
        let text = unsafe String(cString: name)
        return all.first { $0.name == text }
    }()
}

/// A form with one spelling: what was read is written as the same bytes.
private func readAgain<Value>(
    _ bytes: [UInt8], _ read: ([UInt8]) throws -> Value, _ written: (Value) -> [UInt8]
) throws {
    let again = written(try read(bytes))
    precondition(again == bytes, "one value has two spellings")
}

/// The form of any statement, then the predicate of the event that it claims to be.
private func readStatement(_ bytes: [UInt8]) throws {
    let statement = try Statement(parsing: bytes)
    switch statement.event {
    case .sealed: _ = try statement.content(as: SealedStatement.self)
    case .deposit: _ = try statement.content(as: DepositStatement.self)
    case .submissionAcceptance: _ = try statement.content(as: SubmissionAcceptance.self)
    case .submissionRejection: _ = try statement.content(as: SubmissionRejection.self)
    case .contentHandover: _ = try statement.content(as: ContentHandover.self)
    case .acknowledgement: _ = try statement.content(as: Acknowledgement.self)
    case .consignmentAcceptance: _ = try statement.content(as: ConsignmentAcceptance.self)
    case .consignmentRejection: _ = try statement.content(as: ConsignmentRejection.self)
    case .relayAcceptance: _ = try statement.content(as: RelayAcceptance.self)
    case .relayRejection: _ = try statement.content(as: RelayRejection.self)
    case .relayFailure: _ = try statement.content(as: RelayFailure.self)
    case .contentConsignment: _ = try statement.content(as: ContentConsignment.self)
    case .withdrawal: _ = try statement.content(as: Withdrawal.self)
    case .acceptanceRejectionExpiry:
        _ = try statement.content(as: AcceptanceRejectionExpiry.self)
    case .transfer: _ = try statement.content(as: TransferStatement.self)
    case .disposal: _ = try statement.content(as: Disposal.self)
    case .skipped: _ = try statement.content(as: SkippedStatement.self)
    case .consentWithdrawal: _ = try statement.content(as: ConsentWithdrawal.self)
    case .consentAnswer: _ = try statement.content(as: ConsentAnswer.self)
    }
}

/// An organisation's file, and each record in it, as far as no signature is needed.
private func readRecords(_ bytes: [UInt8]) throws {
    _ = try? OrganisationRecord(parsing: bytes)
    _ = try OrganisationFile(parsing: bytes)
}

/// A request's file with its signatures, a request alone, or what is inside a challenge.
private func readRequest(_ bytes: [UInt8]) throws {
    _ = try? MemberRequest(parsing: bytes)
    if let challenge = MemberChallenge(parsing: bytes) {
        precondition(challenge.text == bytes, "one challenge has two spellings")
        return
    }
    _ = try MemberRequestFile(parsing: bytes).verify()
}

/// A token behind the roots that it is verified with, or a response alone.
private func readToken(_ bytes: [UInt8]) throws {
    guard let rootsEnd = bytes.firstRange(of: Array("-----END CERTIFICATE-----\n".utf8)),
        let name = AuthorityName("fuzz"), let policy = ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1.1")
    else {
        _ = try TimestampResponse(der: bytes)
        return
    }
    let roots = try PinnedRoots(pem: Array(bytes[..<rootsEnd.upperBound]))
    let token = try UnverifiedTimestampToken(der: Array(bytes[rootsEnd.upperBound...]))
    let authority = TimestampAuthority(name: name, policy: .only(policy), roots: roots)
    guard let imprint = token.claimedImprint else { return }
    let verified = try token.verify(covering: imprint, by: authority)
    precondition(verified.generatedAt.instant == token.claimedTime, "one token has two times")
}

private func readTar(_ bytes: [UInt8]) throws {
    let source = ByteSource(bytes)
    var reader = TarReader(maximumSize: 1 << 20, padding: .padme, source: source.read)
    while try reader.next() != nil { _ = try reader.readAll(limit: 1 << 20) }
}

/// The first byte says how large the pieces are in which the form arrives.
private func readMultipart(_ bytes: [UInt8]) throws {
    guard let first = bytes.first else { return }
    let boundary = try MultipartBoundary(contentType: "multipart/form-data; boundary=fuzz")
    var reader = MultipartReader(.deposit, boundary: boundary)
    var rest = bytes.dropFirst()
    while !rest.isEmpty {
        let piece = rest.prefix(Int(first) + 1)
        _ = try reader.read(Array(piece))
        rest = rest.dropFirst(piece.count)
    }
    try reader.finish()
}

/// Hands out the bytes of an array, as a file would.
final class ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: inout MutableSpan<UInt8>) -> Int {
        let count = min(buffer.count, bytes.count - position)
        for index in 0..<count { buffer[index] = bytes[position + index] }
        position += count
        return count
    }
}
