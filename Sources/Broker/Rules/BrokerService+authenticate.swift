package import BrokerAPI
import Primitives

extension BrokerService {
    /// Verifies who made a request, and that it was not seen before.
    ///
    /// The order is that of `Protocol/request-signatures.md`. The body is not looked at: the caller
    /// compares it with the signed `Content-Digest`.
    package func authenticate(_ request: SignedRequest) throws(BrokerError) -> Caller {
        let now = now
        let verified: VerifiedRequest
        let device: AdmittedOrganisations.Device
        do throws(RequestSignatureError) {
            let unverified = try UnverifiedRequest(request, now: now)
            guard let keyID = KeyID(unverified.keyID),
                let found = organisations.device(keyID, at: now)
            else { throw .unknownKey }
            device = found
            verified = try unverified.verify(by: found.key)
        } catch {
            throw .unauthenticated(error)
        }
        guard try isNew(verified, now) else { throw .unauthenticated(.replayed) }
        store.writeNoncesSoon()
        guard !device.isExpired else { throw .organisationExpired }
        return device.caller
    }

    func isNew(
        _ request: VerifiedRequest, _ now: Timestamp
    ) throws(BrokerError) -> Bool {
        do throws(StoreError) {
            return try store.nonces.insert(request, now: now)
        } catch {
            throw .store(error)
        }
    }
}
