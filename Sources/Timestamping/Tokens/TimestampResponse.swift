import Primitives

/// What an authority answers: a `TimeStampResp` of RFC 3161, a status and, if it is granted, a token.
///
/// The status is signed by nobody; only the token is kept. Its free text is read past and never
/// shown.
package struct TimestampResponse: Sendable {
    package let token: UnverifiedTimestampToken

    /// - Throws: ``TimestampError/requestRejected(status:)`` when there is no token and none was
    ///   promised; otherwise what is wrong with the form.
    package init(der: [UInt8]) throws(TimestampError) {
        guard der.count <= TimestampLimits.tokenSizeInBytes else {
            throw .tooLarge(limit: TimestampLimits.tokenSizeInBytes)
        }
        let (status, token) = try TimestampError.reading { () throws(TokenDefect) in
            try Self.parts(of: der)
        }
        guard status <= Self.grantedWithModifications else {
            throw .requestRejected(status: status)
        }
        self.token = try UnverifiedTimestampToken(der: token)
    }

    private static let grantedWithModifications = 1

    private static func parts(of der: [UInt8]) throws(TokenDefect) -> (Int, [UInt8]) {
        try DERReader.check(der)
        var reader = DERReader(der)
        var response = try reader.enter(.sequence)
        try reader.finish()
        var information = try response.enter(.sequence)
        let status = try information.smallInteger()
        _ = try information.nextIf(.sequence)
        _ = try information.nextIf(.bitString)
        try information.finish()
        let rest = try response.rest(limit: 1)
        if status > grantedWithModifications {
            guard rest.isEmpty else { throw .trailing }
            return (status, [])
        }
        guard let token = rest.first else { throw .truncated }
        return (status, response.wholeBytes(token))
    }
}

extension TimestampError {
    /// Carries a defect of form out as the error that it is.
    static func reading<Value>(
        _ read: () throws(TokenDefect) -> Value
    ) throws(TimestampError) -> Value {
        do {
            return try read()
        } catch {
            throw .tokenMalformed(error)
        }
    }
}
