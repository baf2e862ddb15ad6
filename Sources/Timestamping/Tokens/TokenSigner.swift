/// What a token says about its one signer: `SignerInfo` of RFC 5652, version 1.
struct TokenSigner: Hashable, Sendable {
    /// The DER of the issuer's name and the content of the serial number.
    let certificate: CertificateName
    let digest: ASN1ObjectIdentifier
    let signature: ASN1ObjectIdentifier
    let attributes: SignedAttributes
    let signatureOctets: [UInt8]

    init(_ reader: DERReader) throws(TokenDefect) {
        var reader = reader
        guard try reader.smallInteger() == 1 else { throw .version }
        var name = try reader.enter(.sequence)
        certificate = CertificateName(
            issuer: name.wholeBytes(try name.next(.sequence)),
            serial: name.contentBytes(try name.next(.integer)))
        try name.finish()
        digest = try reader.plainAlgorithm()
        attributes = try SignedAttributes(reader.wholeBytes(try reader.next(.constructed(0))))
        signature = try reader.algorithm()
        signatureOctets = try reader.octetString()
        guard try reader.nextIf(.constructed(1)) == nil else { throw .unsigned }
        try reader.finish()
    }
}

/// How X.509 names one certificate.
struct CertificateName: Hashable, Sendable {
    let issuer: [UInt8]
    let serial: [UInt8]

    init(issuer: [UInt8], serial: [UInt8]) {
        self.issuer = issuer
        self.serial = serial
    }

    /// Reads the first members of a certificate.
    init(ofCertificate der: [UInt8]) throws(TokenDefect) {
        var whole = DERReader(der)
        var certificate = try whole.enter(.sequence)
        try whole.finish()
        var signed = try certificate.enter(.sequence)
        _ = try signed.nextIf(.constructed(0))
        serial = signed.contentBytes(try signed.next(.integer))
        _ = try signed.next(.sequence)
        issuer = signed.wholeBytes(try signed.next(.sequence))
    }
}

/// The attributes that the signature covers.
struct SignedAttributes: Hashable, Sendable {
    /// The bytes that are signed: those of the token, with the tag of a SET in front.
    let signedBytes: [UInt8]
    let messageDigest: [UInt8]
    /// Nil when only the older attribute, which rests on SHA-1, names the certificate.
    let signingCertificate: SigningCertificate?

    init(_ implicitSet: [UInt8]) throws(TokenDefect) {
        signedBytes = [DERTag.set.octet] + implicitSet.dropFirst()
        var whole = DERReader(signedBytes)
        var values: [ASN1ObjectIdentifier: DERElement] = [:]
        var set = try whole.enter(.set)
        for element in try set.rest(limit: TimestampLimits.attributes) {
            guard element.tag == .sequence else { throw .tag }
            var attribute = set.inside(element)
            let kind = try attribute.objectIdentifier()
            var content = try attribute.enter(.set)
            try attribute.finish()
            let value = try content.next()
            try content.finish()
            guard values.updateValue(value, forKey: kind) == nil else { throw .attributes }
        }
        guard let type = values[.contentType], let digest = values[.messageDigest],
            digest.tag == .octetString
        else { throw .attributes }
        guard type.tag == .objectIdentifier,
            set.contentBytes(type) == ASN1ObjectIdentifier.timeStampInfo.content
        else { throw .contentType }
        messageDigest = set.contentBytes(digest)
        if let named = values[.signingCertificateV2] {
            guard named.tag == .sequence else { throw .tag }
            signingCertificate = try SigningCertificate(set.inside(named))
        } else {
            guard values[.signingCertificate] != nil else { throw .attributes }
            signingCertificate = nil
        }
    }
}

/// `signingCertificateV2` of RFC 5035: which certificate the signer means, by digest.
struct SigningCertificate: Hashable, Sendable {
    let digest: ASN1ObjectIdentifier
    let certificateDigest: [UInt8]
    /// Nil where the digest alone names it.
    let name: CertificateName?

    /// The first one is the signer's; what follows names its issuers, which the chain decides over.
    init(_ reader: DERReader) throws(TokenDefect) {
        var reader = reader
        var list = try reader.enter(.sequence)
        _ = try reader.nextIf(.sequence)
        try reader.finish()
        guard let first = try list.rest(limit: TimestampLimits.extensions).first,
            first.tag == .sequence
        else { throw .attributes }
        var certificate = list.inside(first)
        var ahead = certificate
        // SHA-256 where nothing is said.
        digest = try ahead.nextIf(.sequence) == nil ? .sha256 : certificate.plainAlgorithm()
        certificateDigest = try certificate.octetString()
        name = try Self.name(&certificate)
        try certificate.finish()
    }

    /// `IssuerSerial`: the issuer as the one directory name of a GeneralNames.
    private static func name(_ reader: inout DERReader) throws(TokenDefect) -> CertificateName? {
        guard let element = try reader.nextIf(.sequence) else { return nil }
        var both = reader.inside(element)
        var names = try both.enter(.sequence)
        var directory = try names.enter(.constructed(4))
        try names.finish()
        let issuer = directory.wholeBytes(try directory.next(.sequence))
        try directory.finish()
        let serial = both.contentBytes(try both.next(.integer))
        try both.finish()
        return CertificateName(issuer: issuer, serial: serial)
    }
}
