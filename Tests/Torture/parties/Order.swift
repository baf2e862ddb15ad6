import Foundation

/// What a party is to do; which members are needed follows from `act`.
struct Order: Decodable, Sendable {
    let act: Act
    var home: String?
    var name: String?
    /// A file whose first line is the passphrase.
    var passphrase: String?
    var url: String?
    var pin: String?
    var file: String?
    var paths: [String]?
    var caseFile: String?
    var to: [String]?
    var id: String?
    var log: String?
    var faulty: Int?
    /// By how many seconds the clock of this party is wrong.
    var clock: Int64?
    /// How old, in seconds, the newest cosignatures may be.
    var fresh: Int64?
    /// Until the deadline, from now.
    var hours: Int64?
    /// Done at the same moment.
    var all: [Order]?

    enum Act: String, Decodable, Sendable {
        case found, introduce, example, use, witnesses, send, sync, watch, inbox, receive, accept,
            evidence,
            status,
            verify
        case witness, unwitness, together
    }

    enum CodingKeys: String, CodingKey {
        case act = "do"
        case caseFile = "case"
        case home, name, passphrase, url, pin, file, paths, to, id, log, faulty, clock, fresh,
            hours, all
    }

    /// A member that the act needs.
    func need<Value>(_ path: KeyPath<Order, Value?>, _ name: String) throws -> Value {
        guard let value = self[keyPath: path] else { throw OrderError.missing(name) }
        return value
    }
}

enum OrderError: Error {
    case missing(String)
    case malformed(String)
}

/// What came of it, as one line of JSON.
struct Reply: Encodable, Sendable {
    var ok = true
    var code: String?
    var message: String?
    /// A file that shows what is wrong.
    var file: String?
    var isProven: Bool?
    var key: String?
    var url: String?
    var id: String?
    /// What was asked for, in a word or a sentence.
    var said: String?
    /// Identifiers or numbers.
    var list: [String]?
    /// What could not be looked at.
    var unknown: [String]?
    var warnings: [String]?
    var all: [Reply]?

    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let fallback = "{\"ok\":false,\"code\":\"parties.answer\"}"
        // Plain values: encoding them does not fail.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? fallback
    }
}
