import Primitives

/// What a stanza means to us: one of the three native types, checked, or a type to pass over.
///
/// The type name is compared as bytes. An unknown type is ignored, as age v1 demands; a known type
/// with wrong arguments, non-canonical base64 or a wrong size condemns the whole file, whoever
/// tries to open it. Body sizes are checked here, before any key is tried, since a body of free
/// size would let a crafted file learn which of many keys opens it.
package enum WrappedKey: Sendable, Equatable {
    case x25519(share: [UInt8], body: [UInt8])
    case hybrid(encapsulation: [UInt8], body: [UInt8])
    case scrypt(salt: [UInt8], logN: Int, body: [UInt8])
    case unknown

    static let x25519Type = "X25519"
    static let hybridType = "mlkem768x25519"
    static let scryptType = "scrypt"
    static let scryptSaltSize = 16

    init(_ stanza: Stanza) throws(AgeError) {
        let type = stanza.arguments[0]
        if type == Array(Self.x25519Type.utf8) {
            let share = try Self.only(stanza, size: X25519Stanza.shareSize)
            self = .x25519(share: share, body: try Self.body(of: stanza))
        } else if type == Array(Self.hybridType.utf8) {
            let encapsulation = try Self.only(stanza, size: HybridSuite.encapsulationSize)
            self = .hybrid(encapsulation: encapsulation, body: try Self.body(of: stanza))
        } else if type == Array(Self.scryptType.utf8) {
            self = try Self.scrypt(from: stanza)
        } else {
            self = .unknown
        }
    }

    private static func scrypt(from stanza: Stanza) throws(AgeError) -> WrappedKey {
        guard stanza.arguments.count == 3,
            let salt = Base64.decodeUnpadded(ascii: stanza.arguments[1]),
            salt.count == scryptSaltSize
        else { throw .header(.wrongArguments) }
        let logN = try workFactor(stanza.arguments[2])
        return .scrypt(salt: salt, logN: logN, body: try body(of: stanza))
    }

    /// `^[1-9][0-9]*$`, of which no value above 99 is worth reading: it is refused anyway.
    private static func workFactor(_ text: [UInt8]) throws(AgeError) -> Int {
        let isDecimal = text.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isDecimal, (1...2).contains(text.count), text[0] != UInt8(ascii: "0") else {
            throw .header(.scryptWorkFactor)
        }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func only(_ stanza: Stanza, size: Int) throws(AgeError) -> [UInt8] {
        guard stanza.arguments.count == 2,
            let argument = Base64.decodeUnpadded(ascii: stanza.arguments[1]), argument.count == size
        else { throw .header(.wrongArguments) }
        return argument
    }

    private static func body(of stanza: Stanza) throws(AgeError) -> [UInt8] {
        guard stanza.body.count == FileKey.wrappedSize else { throw .header(.wrongBodySize) }
        return stanza.body
    }
}

extension WrappedKey {
    /// The parts of an X25519 stanza; nil unless each has its size.
    package static func x25519(checking share: [UInt8], body: [UInt8]) -> WrappedKey? {
        guard share.count == X25519Stanza.shareSize, body.count == FileKey.wrappedSize else {
            return nil
        }
        return .x25519(share: share, body: body)
    }

    /// The parts of a hybrid stanza; nil unless each has its size.
    package static func hybrid(checking encapsulation: [UInt8], body: [UInt8]) -> WrappedKey? {
        guard encapsulation.count == HybridSuite.encapsulationSize,
            body.count == FileKey.wrappedSize
        else { return nil }
        return .hybrid(encapsulation: encapsulation, body: body)
    }
}
