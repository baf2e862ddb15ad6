import FoundationEssentials
import Glibc
import Primitives
import SystemPackage

/// The folder through which `plombad admit` asks a running broker to admit an organisation.
///
/// ```
/// admissions/<32 hex>.request   the organisation file and the digits that were compared
/// admissions/<32 hex>.answer    what became of it
/// ```
/// Only the broker's own user can write there (0700); each file appears complete, by renaming. A
/// folder needs no socket, no protocol and no second opener of the database, and a request that
/// was put there before the broker starts is answered when it starts (decision record 0070).
struct AdmissionFolder: Sendable {
    static let requestSuffix = ".request"
    static let answerSuffix = ".answer"
    private static let temporarySuffix = ".partial"
    private static let maximumSize = 2 << 20
    private static let requestsPerScan = 16

    let home: BrokerHome

    private func name(_ id: String, _ suffix: String) -> String {
        BrokerHome.admissionsName + "/" + id + suffix
    }

    // MARK: the side that asks

    /// Puts a request there and returns its name.
    func ask(_ request: AdmissionRequest) throws(ConfigurationError) -> String {
        let id = Hex.encode(Randomness.bytes(16))
        try write(name(id, Self.requestSuffix), request.jsonBytes)
        return id
    }

    /// The answer when there is one; it is removed as it is read.
    func takeAnswer(_ id: String) throws(ConfigurationError) -> AdmissionAnswer? {
        let path = name(id, Self.answerSuffix)
        guard exists(path) else { return nil }
        let answer = try AdmissionAnswer(
            jsonBytes: home.read(path, limit: Self.maximumSize), name: path)
        remove(path)
        return answer
    }

    func withdraw(_ id: String) {
        remove(name(id, Self.requestSuffix))
    }

    // MARK: the side that answers

    /// The names of waiting requests, a few at a time.
    func waiting() -> [String] {
        let folder = home.resolve(BrokerHome.admissionsName).string
        // A folder that cannot be listed is told by `plombad check`; there is nobody to answer.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let requests = names.filter { $0.hasSuffix(Self.requestSuffix) }.sorted()
        return requests.prefix(Self.requestsPerScan).map {
            String($0.dropLast(Self.requestSuffix.count))
        }
    }

    func request(_ id: String) throws(ConfigurationError) -> AdmissionRequest {
        let path = name(id, Self.requestSuffix)
        return try AdmissionRequest(
            jsonBytes: home.read(path, limit: Self.maximumSize), name: path)
    }

    /// Leaves the answer and takes the request away.
    func answer(_ id: String, _ answer: AdmissionAnswer) throws(ConfigurationError) {
        try write(name(id, Self.answerSuffix), answer.jsonBytes)
        withdraw(id)
    }

    // MARK: files

    private func write(_ name: String, _ bytes: [UInt8]) throws(ConfigurationError) {
        let temporary = name + Self.temporarySuffix
        try home.create(temporary, bytes)
        let (from, to) = (home.resolve(temporary).string, home.resolve(name).string)
        guard unsafe rename(from, to) == 0 else {
            throw .file(name, reason: BrokerHome.reason(Errno(rawValue: errno)))
        }
    }

    private func exists(_ name: String) -> Bool {
        (try? Stat(home.resolve(name), followTargetSymlink: false)) != nil  // absence is the answer
    }

    private func remove(_ name: String) {
        let path = home.resolve(name).string
        // What is gone already is as good as removed.
        _ = unsafe unlink(path)
    }
}
