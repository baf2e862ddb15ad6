import Primitives
import RawStructuredFieldValues

/// The parameters of a signature, in the order in which they stand:
///
/// ```
/// ("@method" "@target-uri");created=1790000000;keyid="...";nonce="...";tag="plomba/api/v1"
/// ```
struct SignatureParameters {
    let created: Int64
    let expires: Int64?
    let keyID: String
    /// 22 characters of base64url.
    let nonce: String
    let tag: String
    let algorithm: String?

    private static let maximumKeyIDSize = 128

    /// Reads a closed set of parameters of the right types.
    init(_ parameters: OrderedMap<String, RFC9651BareItem>) throws(RequestSignatureError) {
        var integers: [String: Int64] = [:]
        var strings: [String: String] = [:]
        for (name, value) in parameters {
            switch (name, value) {
            case ("created", .integer(let value)), ("expires", .integer(let value)):
                integers[name] = value
            case ("keyid", .string(let value)), ("nonce", .string(let value)),
                ("tag", .string(let value)), ("alg", .string(let value)):
                strings[name] = value
            default: throw .malformed
            }
        }
        guard let created = integers["created"], let keyID = strings["keyid"],
            let nonce = strings["nonce"], let tag = strings["tag"],
            (1...Self.maximumKeyIDSize).contains(keyID.utf8.count)
        else { throw .malformed }
        self.created = created
        self.expires = integers["expires"]
        self.keyID = keyID
        self.nonce = nonce
        self.tag = tag
        self.algorithm = strings["alg"]
    }

    /// The inner list as it must stand, for these components and parameters in this order.
    ///
    /// Nil when a string would need an escape: the profile has no use for one.
    static func serialized(
        _ components: [String], _ parameters: [(String, RFC9651BareItem)]
    ) -> String? {
        var items: [String] = []
        for component in components {
            guard let item = StructuredField.quoted(component) else { return nil }
            items.append(item)
        }
        var text = "(" + items.joined(separator: " ") + ")"
        for (name, value) in parameters {
            switch value {
            case .integer(let value): text += ";\(name)=\(value)"
            case .string(let value):
                guard let quoted = StructuredField.quoted(value) else { return nil }
                text += ";\(name)=\(quoted)"
            default: return nil
            }
        }
        return text
    }
}
