import HTTPTypes
package import Primitives
import RawStructuredFieldValues

/// A request whose signature fields were read and are in their canonical form, and whose signature
/// was not verified yet: nothing it says may be believed.
package struct UnverifiedRequest: Sendable {
    /// The key that is said to have signed; look it up, then call `verify`.
    package var keyID: String { parameters.keyID }

    private let request: SignedRequest
    private let parameters: SignatureParameters
    /// The serialised inner list, equal to what was received.
    private let input: String
    private let components: [String]
    private let signature: [UInt8]
    private let nonce: [UInt8]

    private static let signatureSize = 64

    /// Reads the signature fields, and checks form, coverage, tag and the time window.
    ///
    /// - Parameters:
    ///   - tag: the purpose that the signature must name.
    ///   - now: the broker's clock.
    package init(
        _ request: SignedRequest, tag: String = RequestSignature.tag, now: Timestamp
    ) throws(RequestSignatureError) {
        self.request = request
        let (label, list) = try Self.onlyMember(request.fields, .signatureInput)
        guard case .innerList(let list) = list else { throw .malformed }
        components = try Self.components(list.bareInnerList)
        parameters = try SignatureParameters(list.rfc9651Parameters)
        guard
            let input = SignatureParameters.serialized(
                components, list.rfc9651Parameters.map { ($0.0, $0.1) }),
            Self.isField(.signatureInput, in: request.fields, "\(label)=\(input)")
        else { throw .notCanonical }
        self.input = input
        signature = try Self.signature(request.fields, label)
        guard let nonce = Base64.decodeURLSafe(parameters.nonce),
            nonce.count == RequestSignature.nonceSize
        else { throw .malformed }
        self.nonce = nonce
        guard components == (try request.requiredComponents()) else { throw .wrongComponents }
        guard parameters.tag.utf8.elementsEqual(tag.utf8) else { throw .wrongTag }
        guard parameters.algorithm.map({ $0 == "ed25519" }) ?? true else { throw .wrongAlgorithm }
        try Self.checkTimes(parameters, now)
    }

    /// Verifies the signature with the key that the caller found under ``keyID``.
    ///
    /// The caller still records the nonce, compares the body with its digest, and decides what the
    /// key may do.
    package func verify(by key: PublicKey) throws(RequestSignatureError) -> VerifiedRequest {
        let base = try request.signatureBase(components, parameters: input)
        guard key.isValid(signature: signature, for: base),
            let created = Timestamp(secondsSinceEpoch: parameters.created)
        else { throw .invalid }
        return VerifiedRequest(keyID: parameters.keyID, nonce: nonce, created: created)
    }

    private static func onlyMember(
        _ fields: HTTPFields, _ name: HTTPField.Name
    ) throws(RequestSignatureError) -> (key: String, value: ItemOrInnerList) {
        let values = fields[values: name]
        guard let value = values.first else { throw .missing }
        guard values.count == 1, let members = StructuredField.dictionary(value),
            members.count == 1
        else { throw .malformed }
        return members[0]
    }

    private static func components(
        _ list: BareInnerList
    ) throws(RequestSignatureError) -> [String] {
        var components: [String] = []
        for item in list {
            guard case .string(let name) = item.rfc9651BareItem,
                item.rfc9651Parameters.count == 0
            else { throw .wrongComponents }
            components.append(name)
        }
        return components
    }

    private static func signature(
        _ fields: HTTPFields, _ label: String
    ) throws(RequestSignatureError) -> [UInt8] {
        let (key, value) = try onlyMember(fields, .signature)
        guard key.utf8.elementsEqual(label.utf8), case .item(let item) = value,
            let bytes = StructuredField.bytes(item), bytes.count == signatureSize
        else { throw .malformed }
        guard isField(.signature, in: fields, "\(label)=" + StructuredField.byteSequence(bytes))
        else { throw .notCanonical }
        return bytes
    }

    private static func isField(
        _ name: HTTPField.Name, in fields: HTTPFields, _ expected: String
    ) -> Bool {
        guard let value = fields[name] else { return false }
        return SignedRequest.trimmed(value).utf8.elementsEqual(expected.utf8)
    }

    private static func checkTimes(
        _ parameters: SignatureParameters, _ now: Timestamp
    ) throws(RequestSignatureError) {
        let (age, overflow) = now.secondsSinceEpoch.subtractingReportingOverflow(
            parameters.created)
        guard !overflow, age <= BrokerLimits.createdBehindSeconds else {
            throw .created(.behind)
        }
        guard age >= -BrokerLimits.createdAheadSeconds else { throw .created(.ahead) }
        guard let expires = parameters.expires else { return }
        let (life, lifeOverflow) = expires.subtractingReportingOverflow(parameters.created)
        guard !lifeOverflow, (0...BrokerLimits.createdBehindSeconds).contains(life) else {
            throw .malformed
        }
        guard now.secondsSinceEpoch <= expires else { throw .expired }
    }
}

/// A request that the holder of `keyID` signed, within the time window.
package struct VerifiedRequest: Hashable, Sendable {
    package let keyID: String
    /// 16 bytes; the pair of key and nonce must be seen only once.
    package let nonce: [UInt8]
    package let created: Timestamp

    fileprivate init(keyID: String, nonce: [UInt8], created: Timestamp) {
        self.keyID = keyID
        self.nonce = nonce
        self.created = created
    }
}
