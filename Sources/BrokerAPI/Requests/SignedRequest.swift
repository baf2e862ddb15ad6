package import HTTPTypes

/// What a request signature speaks about: the request without its body.
///
/// `hasBody` is true when the request carries content; it then needs `content-digest` and
/// `content-type`, and both are covered.
package struct SignedRequest: Sendable {
    package let method: String
    /// Built from the configured origin; see ``ExternalOrigin``.
    package let targetURI: String
    package let fields: HTTPFields
    package let hasBody: Bool

    package init(method: String, targetURI: String, fields: HTTPFields, hasBody: Bool) {
        self.method = method
        self.targetURI = targetURI
        self.fields = fields
        self.hasBody = hasBody
    }

    /// Fields of tus that change what a request does; covered whenever they are present.
    private static let tusFields: [HTTPField.Name] = [
        .tusResumable, .uploadOffset, .uploadLength, .uploadMetadata, .uploadChecksum,
    ]

    /// The components that the signature must cover, in this order, no more and no fewer.
    func requiredComponents() throws(RequestSignatureError) -> [String] {
        guard fields[.methodOverride] == nil else { throw .methodOverride }
        var components = ["@method", "@target-uri"]
        if hasBody {
            guard fields[.contentDigest] != nil else { throw .missingContentDigest }
            guard fields[.contentType] != nil else { throw .missingContentType }
            components += ["content-digest", "content-type"]
        }
        for name in Self.tusFields where fields[name] != nil {
            components.append(name.canonicalName)
        }
        return components
    }

    /// The signature base of RFC 9421 section 2.5 for these components.
    ///
    /// - Parameter parameters: the serialised inner list, as in `Signature-Input`.
    func signatureBase(
        _ components: [String], parameters: String
    ) throws(RequestSignatureError) -> [UInt8] {
        var base = ""
        for component in components {
            base += "\"\(component)\": \(try value(of: component))\n"
        }
        base += "\"@signature-params\": \(parameters)"
        let bytes = Array(base.utf8)
        guard bytes.allSatisfy({ $0 == 0x0A || (0x20...0x7E).contains($0) }) else {
            throw .notASCII
        }
        return bytes
    }

    private func value(of component: String) throws(RequestSignatureError) -> String {
        switch component {
        case "@method": return method
        case "@target-uri": return targetURI
        default: break
        }
        guard let name = HTTPField.Name(component) else { throw .wrongComponents }
        let values = fields[values: name]
        guard !values.isEmpty else { throw .wrongComponents }
        return values.map(Self.trimmed).joined(separator: ", ")
    }

    static func trimmed(_ value: String) -> String {
        let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let bytes = value.utf8.drop(while: blank)
        guard let end = bytes.lastIndex(where: { !blank($0) }) else { return "" }
        return String(Substring(bytes[...end]))
    }
}
