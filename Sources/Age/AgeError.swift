import Primitives

/// Why an age file, key or armor was refused, told by the layer that refused it.
///
/// The layers are those of the age testkit (`expect:` in its files), so that no failure of a lower
/// layer can hide behind one of a higher layer. No case carries bytes of a file or of a key.
package enum AgeError: PlainFailure, Equatable {
    /// The header does not follow the grammar, or exceeds a limit.
    case header(HeaderFailure)
    /// The header was changed after it was written: its MAC does not hold.
    case headerMAC
    /// The header is well formed, and none of the identities at hand opens it.
    case noMatch
    /// The payload does not decrypt all the way to its end.
    case payload(PayloadFailure)
    /// The ASCII armor around the file is not strict PEM.
    case armor(ArmorFailure)
    /// A recipient, or a list of them, cannot be written to.
    case recipient(RecipientFailure)
    /// An identity, or a file of them, is malformed.
    case identity(IdentityFailure)
    /// A secret could not be placed in locked memory, or a key could not be derived.
    case secret(SecretFailure)

    /// The stable name, for instance `age.header-truncated`.
    package var code: String {
        switch self {
        case .header(let failure): "age.header-\(failure.rawValue)"
        case .headerMAC: "age.header-mac"
        case .noMatch: "age.no-match"
        case .payload(let failure): "age.payload-\(failure.rawValue)"
        case .armor(let failure): "age.armor-\(failure.rawValue)"
        case .recipient(let failure): "age.recipient-\(failure.rawValue)"
        case .identity(let failure): "age.identity-\(failure.rawValue)"
        case .secret(let failure): "age.secret-\(failure.rawValue)"
        }
    }

    package var message: String {
        switch self {
        case .header(let failure): failure.message
        case .headerMAC: "the header of the encrypted file was changed after it was written"
        case .noMatch: "the file is not encrypted to any of the keys or passphrases given"
        case .payload(let failure): failure.message
        case .armor(let failure): "the text armor is malformed: \(failure.message)"
        case .recipient(let failure): failure.message
        case .identity(let failure): failure.message
        case .secret(let failure): failure.message
        }
    }
}

package enum HeaderFailure: String, Sendable, Equatable {
    case notAge = "not-age-v1"
    case truncated
    case tooLarge = "too-large"
    case tooManyStanzas = "too-many-stanzas"
    case noStanza = "no-stanza"
    case malformedStanza = "malformed-stanza"
    case malformedBody = "malformed-body"
    case malformedMAC = "malformed-mac"
    case wrongArguments = "wrong-arguments"
    case wrongBodySize = "wrong-body-size"
    case unusableShare = "unusable-share"
    case scryptNotAlone = "scrypt-not-alone"
    case scryptWorkFactor = "scrypt-work-factor"

    var message: String {
        switch self {
        case .notAge: "the file does not begin with age-encryption.org/v1"
        case .truncated: "the file ends inside its header"
        case .tooLarge: "the header is larger than the limit"
        case .tooManyStanzas: "the header has more stanzas than the limit"
        case .noStanza: "the header has no stanza"
        case .malformedStanza: "a stanza of the header is malformed"
        case .malformedBody: "the body of a stanza is not canonical base64 in lines of 64"
        case .malformedMAC: "the last line of the header is malformed"
        case .wrongArguments: "a stanza of a known type has the wrong arguments"
        case .wrongBodySize: "a stanza of a known type has a body that is not 32 bytes"
        case .unusableShare: "a stanza holds a key share that no honest sender makes"
        case .scryptNotAlone: "a passphrase stanza is not the only stanza"
        case .scryptWorkFactor: "the work factor of the passphrase is malformed or over the limit"
        }
    }
}

package enum PayloadFailure: String, Sendable, Equatable {
    case truncated
    case badTag = "bad-tag"
    case emptyFinalChunk = "empty-final-chunk"
    case trailingBytes = "trailing-bytes"
    case tooLarge = "too-large"

    var message: String {
        switch self {
        case .truncated: "the encrypted file ends early"
        case .badTag: "the encrypted content was changed after it was written"
        case .emptyFinalChunk: "the encrypted content ends with an empty chunk"
        case .trailingBytes: "bytes follow the end of the encrypted content"
        case .tooLarge: "the encrypted content is larger than the limit"
        }
    }
}

package enum ArmorFailure: String, Sendable, Equatable {
    case header
    case footer
    case line
    case base64
    case trailingBytes = "trailing-bytes"
    case whitespace

    var message: String {
        switch self {
        case .header: "its first line is not -----BEGIN AGE ENCRYPTED FILE-----"
        case .footer: "its last line is not -----END AGE ENCRYPTED FILE-----"
        case .line: "a line has the wrong length"
        case .base64: "a line is not canonical base64"
        case .trailingBytes: "something follows its last line"
        case .whitespace: "there is too much white space around it"
        }
    }
}

package enum RecipientFailure: String, Sendable, Equatable {
    case malformed
    case unknownType = "unknown-type"
    case unusable
    case none
    case mixed
    case tooMany = "too-many"

    var message: String {
        switch self {
        case .malformed: "the recipient is not a valid age1... text"
        case .unknownType: "the recipient is of a type that is not supported"
        case .unusable: "the recipient holds a key that nothing can be encrypted to"
        case .none: "there is no recipient to encrypt to"
        case .mixed: "post-quantum and classical recipients cannot be mixed in one file"
        case .tooMany: "there are more recipients than one file may have"
        }
    }
}

package enum IdentityFailure: String, Sendable, Equatable {
    case malformed
    case unknownType = "unknown-type"
    case none
    case tooMany = "too-many"
    case outOfReach = "out-of-reach"

    var message: String {
        switch self {
        case .malformed: "the identity is not a valid AGE-SECRET-KEY-1... text"
        case .unknownType: "the identity is of a type that is not supported"
        case .none: "the file holds no identity"
        case .tooMany: "the file holds more identities than the limit"
        case .outOfReach: "the key that opens it was locked in the meantime"
        }
    }
}

package enum SecretFailure: String, Sendable, Equatable {
    case memory
    case derivation
    case size

    var message: String {
        switch self {
        case .memory: "no locked memory is left for a secret"
        case .derivation: "a key could not be derived from the passphrase"
        case .size: "the secret is empty or larger than a protected key file may be"
        }
    }
}
