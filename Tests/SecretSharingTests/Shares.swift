import Foundation
import Primitives
import TestSupport

@testable import SecretSharing

/// The shares of somebody else's making: `Tests/Interop/slip39.py`.
enum Elsewhere {
    static func slip39(_ arguments: [String]) throws -> Outcome {
        try Tool.python("slip39.py", arguments)
    }

    /// What the other implementation makes of the shares: the secret, or nil where it refuses them.
    static func combined(_ shares: [String]) throws -> [UInt8]? {
        let folder = try Folder()
        let paths = try shares.enumerated().map { index, share in
            try folder.write("share-\(index)", share)
        }
        let outcome = try slip39(["combine"] + paths)
        guard outcome.status == 0 else { return nil }
        return Hex.decode(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

extension Share {
    convenience init(_ text: String) throws(SharingError) {
        try self.init(parsing: Array(text.utf8).span)
    }

    var words: String {
        get throws { try text().withBytes { String(decoding: Array(copying: $0), as: UTF8.self) } }
    }
}

/// A secret that was put together, as bytes that a test can compare.
func combined(_ texts: [String], passphrase: String = "") throws -> [UInt8] {
    let shares = try texts.map { try Share($0) }
    let secret = try SecretSplitting.combine(shares, passphrase: Array(passphrase.utf8))
    return secret.withBytes { Array(copying: $0) }
}

/// The texts of new shares.
func split(
    _ secret: [UInt8], _ threshold: Int, _ count: Int, exponent: Int = 0
) throws -> [String] {
    try SecretSplitting.split(
        SecretBytes(copying: secret.span), threshold: threshold, count: count,
        iterationExponent: exponent, passphrase: []
    ).map { try $0.words }
}
