import Primitives

extension TrustPolicy {
    /// - Throws: `PolicyError.tooLarge` and `.line` with the number of the line that is wrong;
    ///   `.noQuorum`.
    package init(parsing bytes: [UInt8]) throws(PolicyError) {
        guard bytes.count <= LogLimits.policySizeInBytes else { throw .tooLarge }
        var parser = PolicyParser()
        var number = 0
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // Each line is ended by a line feed, so nothing follows the last one.
        guard lines.last?.isEmpty == true else { throw .line(lines.count, .unterminated) }
        for line in lines.dropLast() {
            number += 1
            do throws(PolicyLineFailure) {
                try parser.read(line)
            } catch {
                throw .line(number, error)
            }
        }
        guard let quorum = parser.quorum else { throw .noQuorum }
        self.init(logs: parser.logs, witnesses: parser.witnesses, quorum: quorum.value)
    }
}

/// Reads the lines of a policy one after the other; names are defined before they are used.
private struct PolicyParser {
    /// That there was a quorum line, and what it named.
    struct QuorumLine {
        let value: TrustPolicy.Quorum?
    }

    private static let none: [UInt8] = Array("none".utf8)

    private(set) var logs: [TrustPolicy.Party] = []
    private(set) var witnesses: [TrustPolicy.Party] = []
    private(set) var quorum: QuorumLine?
    private var names: [[UInt8]: TrustPolicy.Quorum] = [:]
    private var members: Set<[UInt8]> = []

    mutating func read(_ line: ArraySlice<UInt8>) throws(PolicyLineFailure) {
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .controlCharacter
        }
        var words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .map(Array.init)
        guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
        words.removeFirst()
        switch first {
        case Array("log".utf8): try readLog(words)
        case Array("witness".utf8): try readWitness(words)
        case Array("group".utf8): try readGroup(words)
        case Array("quorum".utf8): try readQuorum(words)
        default: throw .unknownKeyword
        }
    }

    private mutating func readLog(_ words: [[UInt8]]) throws(PolicyLineFailure) {
        guard (1...2).contains(words.count) else { throw .wrongWords }
        let party = try party(words[...], .ed25519, among: logs)
        logs.append(party)
    }

    private mutating func readWitness(_ words: [[UInt8]]) throws(PolicyLineFailure) {
        guard (2...3).contains(words.count) else { throw .wrongWords }
        let party = try party(words.dropFirst(), .cosignature, among: witnesses)
        try define(words[0], .witness(party.key))
        witnesses.append(party)
    }

    private mutating func readGroup(_ words: [[UInt8]]) throws(PolicyLineFailure) {
        guard words.count >= 3 else { throw .wrongWords }
        var listed: [TrustPolicy.Quorum] = []
        for name in words.dropFirst(2) {
            guard let member = names[name] else { throw .undefinedName }
            guard members.insert(name).inserted else { throw .memberTwice }
            listed.append(member)
        }
        let threshold: Int
        switch words[1] {
        case Array("all".utf8): threshold = listed.count
        case Array("any".utf8): threshold = 1
        default:
            guard let number = Decimal.parse(words[1]), number >= 1,
                number <= UInt64(listed.count)
            else { throw .threshold }
            threshold = Int(number)
        }
        try define(words[0], .group(threshold: threshold, members: listed))
    }

    private mutating func readQuorum(_ words: [[UInt8]]) throws(PolicyLineFailure) {
        guard words.count == 1 else { throw .wrongWords }
        guard quorum == nil else { throw .secondQuorum }
        guard words[0] != Self.none else {
            quorum = QuorumLine(value: nil)
            return
        }
        guard let named = names[words[0]] else { throw .undefinedName }
        quorum = QuorumLine(value: named)
    }

    private mutating func define(
        _ name: [UInt8], _ quorum: TrustPolicy.Quorum
    ) throws(PolicyLineFailure) {
        guard name != Self.none, names[name] == nil else { throw .nameTaken }
        guard names.count < 2 * LogLimits.namesPerPolicy else { throw .tooMany }
        names[name] = quorum
    }

    /// A key and perhaps an address; one key stands in one line of its kind.
    private func party(
        _ words: ArraySlice<[UInt8]>, _ type: SignatureType, among parties: [TrustPolicy.Party]
    ) throws(PolicyLineFailure) -> TrustPolicy.Party {
        guard let vkey = words.first else { throw .wrongWords }
        guard parties.count < LogLimits.namesPerPolicy else { throw .tooMany }
        let key: VerifierKey
        do throws(NoteError) {
            key = try VerifierKey(parsing: vkey)
        } catch {
            throw .key
        }
        guard key.type == type else { throw .wrongKeyType }
        guard !parties.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw .keyTwice
        }
        let url = words.dropFirst().first
        return TrustPolicy.Party(key: key, url: url.map { String(decoding: $0, as: UTF8.self) })
    }
}
