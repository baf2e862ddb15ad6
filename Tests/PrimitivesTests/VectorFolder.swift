import Foundation
import Testing

@testable import Primitives

/// Other people's test vectors, read where they are.
enum VectorFolder {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "the vectors at \(path) are missing; set PLOMBA_VECTORS to the folder that has them"
        }
    }

    static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["PLOMBA_VECTORS"], !path.isEmpty {
            return URL(filePath: path)
        }
        return packageRoot.appending(path: "../shared/vectors").standardized
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = url.appending(path: path)
        guard let data = FileManager.default.contents(atPath: file.path(percentEncoded: false))
        else {
            throw Missing(path: file.path(percentEncoded: false))
        }
        return Array(data)
    }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes(path)))
    }

    static func names(in folder: String) throws -> [String] {
        let path = url.appending(path: folder).path(percentEncoded: false)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw Missing(path: path)
        }
        return names.sorted()
    }

    /// The line that `make vectors` collects.
    static func report(_ set: String, cases: Int, atLeast minimum: Int) {
        print("vectors \(set) cases=\(cases)")
        #expect(cases >= minimum, "\(set) has fewer cases than when these tests were written")
    }
}

/// The bytes of a hexadecimal field of a vector file.
func hex(_ text: String) throws -> [UInt8] {
    try #require(Hex.decode(text), "not hexadecimal: \(text)")
}

/// Secret memory with a test's bytes.
func secret(_ bytes: [UInt8]) throws -> SecretBytes {
    try SecretBytes(copying: bytes.span)
}

/// The private key file of a key, as bytes.
func privateKeyFile(of key: borrowing SigningKey, comment: String = "") throws -> [UInt8] {
    let file = try key.openSSHPrivateKey(comment: comment)
    return [UInt8](copying: file.span)
}

/// The public key of a private key file.
func publicKey(inFile bytes: [UInt8]) throws -> PublicKey {
    let file = try SecretBytes(copying: bytes.span)
    let key = try SigningKey(openSSHPrivateKey: file)
    return key.publicKey
}

/// The bytes of a secret that a test wants to compare.
func copy(_ secret: borrowing SecretBytes?) -> [UInt8]? {
    switch secret {
    case .some(let secret): [UInt8](copying: secret.span)
    case .none: nil
    }
}
