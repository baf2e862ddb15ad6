package import Primitives

/// Splits a secret so that any `threshold` of the shares give it and fewer say nothing, and puts it
/// together again.
///
/// The scheme of SLIP-39 with one group. Two of the points through which the polynomials go are no
/// shares: at 255 lies the encrypted secret, at 254 a digest of it, by which it is known whether what
/// came out is what went in.
///
/// - SeeAlso: Protocol/recovery.md
package enum SecretSplitting {
    private static let secretPlace: UInt8 = 255
    private static let digestPlace: UInt8 = 254
    private static let digestSize = 4

    /// - Parameters:
    ///   - threshold: from 2 to `count`, which is at most 16.
    ///   - passphrase: empty in all that plomba makes.
    /// - Throws: `numbers`, `secretSize`, `memory`.
    package static func split(
        _ secret: borrowing SecretBytes, threshold: Int, count: Int, iterationExponent: Int,
        passphrase: [UInt8]
    ) throws(SharingError) -> [Share] {
        guard count <= SharingLimits.shares, threshold >= 2, threshold <= count else {
            throw .numbers(threshold: threshold, shares: count)
        }
        guard SharingLimits.secretSizes.contains(secret.count) else {
            throw .secretSize(secret.count)
        }
        guard (0...SharingLimits.iterationExponent).contains(iterationExponent) else {
            throw .tooMuchWork(iterationExponent)
        }
        let drawn = Randomness.bytes(2)
        let header = ShareHeader(
            identifier: UInt16(drawn[0] & 0x7F) << 8 | UInt16(drawn[1]), isExtendable: true,
            iterationExponent: iterationExponent, threshold: threshold)
        do throws(SecretMemoryError) {
            let encrypted = try SecretCipher(header, passphrase: passphrase).encrypt(secret)
            return try points(of: encrypted, threshold, count).map {
                Share(header: header, point: $0)
            }
        } catch {
            throw .memory
        }
    }

    /// Puts the secret together. More shares than needed are held against the others.
    ///
    /// - Parameter passphrase: a wrong one gives another secret, not an error.
    package static func combine(
        _ shares: [Share], passphrase: [UInt8]
    ) throws(SharingError) -> SecretBytes {
        guard let header = shares.first?.header else { throw .nothing }
        try requireOneSet(shares)
        guard shares.count >= header.threshold else {
            throw .tooFew(given: shares.count, needed: header.threshold)
        }
        let used = shares.prefix(header.threshold).map(\.point)
        for share in shares.dropFirst(header.threshold) {
            let expected = try lockingShare { () throws(SecretMemoryError) in
                try SharePoint.interpolate(used, at: share.point.x)
            }
            guard share.point.hasValue(expected) else { throw .misfit(share: share.number) }
        }
        let encrypted = try encryptedSecret(used)
        return try lockingShare { () throws(SecretMemoryError) in
            try SecretCipher(header, passphrase: passphrase).decrypt(encrypted)
        }
    }

    private static func requireOneSet(_ shares: [Share]) throws(SharingError) {
        var seen: [Int: Share] = [:]
        for (place, share) in shares.enumerated() {
            guard share.header == shares[0].header, share.point.y.count == shares[0].point.y.count
            else { throw .otherSet(place: place + 1) }
            if let known = seen[share.number] {
                let same = known.point.hasValue(share.point.y)
                throw same ? .repeated(share: share.number) : .contradicting(share: share.number)
            }
            seen[share.number] = share
        }
    }

    private static func points(
        of secret: borrowing SecretBytes, _ threshold: Int, _ count: Int
    ) throws(SecretMemoryError) -> [SharePoint] {
        var shares: [SharePoint] = []
        for index in 0..<threshold - 2 {
            shares.append(SharePoint(x: UInt8(index), y: try SecretBytes(random: secret.count)))
        }
        let base =
            shares + [
                SharePoint(x: digestPlace, y: try digestValue(of: secret)),
                SharePoint(x: secretPlace, y: try SecretBytes(copying: secret.span)),
            ]
        for index in threshold - 2..<count {
            let value = try SharePoint.interpolate(base, at: UInt8(index))
            shares.append(SharePoint(x: UInt8(index), y: value))
        }
        return shares
    }

    /// Four bytes of an HMAC of the secret, then its random key.
    private static func digestValue(
        of secret: borrowing SecretBytes
    ) throws(SecretMemoryError) -> SecretBytes {
        let key = try SecretBytes(random: secret.count - digestSize)
        let digest = HMACSHA256.authenticate(secret.span, key: key.span)
        return try SecretBytes(count: secret.count) { out in
            out.copy(digest.span.extracting(0..<digestSize), at: 0)
            out.copy(key.span, at: digestSize)
        }
    }

    private static func encryptedSecret(
        _ points: [SharePoint]
    ) throws(SharingError) -> SecretBytes {
        do throws(SecretMemoryError) {
            let secret = try SharePoint.interpolate(points, at: secretPlace)
            // One share that is the whole secret has no digest.
            guard points.count > 1 else { return secret }
            let check = try SharePoint.interpolate(points, at: digestPlace)
            if isDigest(check, of: secret) { return secret }
        } catch {
            throw .memory
        }
        throw .mismatch
    }

    private static func isDigest(
        _ value: borrowing SecretBytes, of secret: borrowing SecretBytes
    ) -> Bool {
        let digest = HMACSHA256.authenticate(
            secret.span, key: value.span.extracting(digestSize..<value.count))
        return ConstantTime.equal(
            digest.span.extracting(0..<digestSize), value.span.extracting(0..<digestSize))
    }
}
