package import HTTPTypes

/// The header fields that HTTPTypes does not name already.
extension HTTPField.Name {
    package static let contentDigest = HTTPField.Name(literal: "content-digest")
    package static let reprDigest = HTTPField.Name(literal: "repr-digest")
    package static let signature = HTTPField.Name(literal: "signature")
    package static let signatureInput = HTTPField.Name(literal: "signature-input")
    package static let acceptSignature = HTTPField.Name(literal: "accept-signature")
    package static let methodOverride = HTTPField.Name(literal: "x-http-method-override")
    package static let tusResumable = HTTPField.Name(literal: "tus-resumable")
    package static let tusVersion = HTTPField.Name(literal: "tus-version")
    package static let tusExtension = HTTPField.Name(literal: "tus-extension")
    package static let tusMaxSize = HTTPField.Name(literal: "tus-max-size")
    package static let tusChecksumAlgorithm = HTTPField.Name(literal: "tus-checksum-algorithm")
    package static let uploadOffset = HTTPField.Name(literal: "upload-offset")
    package static let uploadLength = HTTPField.Name(literal: "upload-length")
    package static let uploadDeferLength = HTTPField.Name(literal: "upload-defer-length")
    package static let uploadMetadata = HTTPField.Name(literal: "upload-metadata")
    package static let uploadChecksum = HTTPField.Name(literal: "upload-checksum")
    package static let uploadExpires = HTTPField.Name(literal: "upload-expires")

    /// A name that this file spells; the parse cannot fail for the literals above.
    private init(literal: StaticString) {
        guard let name = HTTPField.Name("\(literal)") else {
            preconditionFailure("a field name is misspelt in the source")
        }
        self = name
    }
}
