import Age
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// A request that is given a place in the record: what becomes of the record, and who it is.
package struct ApprovedRequest: Sendable {
    package let outcome: RecordOutcome
    package let request: RequestSummary
    /// Mailboxes of which nobody else can open what was sealed before: keys were lost, and there is
    /// no other member.
    package let unreadable: [String]
}

extension Office {
    /// Everybody whom the newest record lists, and their computers.
    package func members() throws -> [MemberSummary] {
        let record = try OwnOrganisation(home).organisation.current
        // A home without a device key lists them all the same.
        let here = try? KeyRing(home).device().publicKey
        return record.members.map { MemberSummary($0, of: record, here: here) }
    }

    /// The own mailboxes that no active member opens.
    package func mailboxesWithoutReader() throws -> [String] {
        let own = try OwnOrganisation(home).organisation
        return own.mailboxes.filter { $0.activeMembers(at: clock.now).isEmpty }
            .map(\.address.text)
    }

    /// Seals a challenge to the key of a request, and remembers what its answer is.
    ///
    /// The answer proves two things at once: that the key of this very request can open what is sealed
    /// to it, on the computer where it lies, and that this is the request which the colleague made.
    package func challenge(_ file: String, into output: String) throws -> RequestSummary {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        let (request, digest) = try judged(file, own)
        let challenge = MemberChallenge(organisation: own.fingerprint, request: digest)
        try OpenChallenge.prune(home, at: clock.now)
        let sealed = try ChallengeFile.seal(challenge, to: request.recipient)
        try OpenChallenge(
            request: digest, answer: challenge.answer, expiryTime: request.expiryTime
        ).store(home)
        try OutsideFile.create(sealed, at: output)
        return RequestSummary(request, digest: digest)
    }

    /// Opens the challenge for the request that was made in this home.
    ///
    /// - Returns: what is read out to the office.
    package func answer(_ file: String) throws -> Fingerprint {
        guard PrivateFolder.isThere(home.memberRequest) else { throw MemberError.noRequest }
        let own = try OwnOrganisation(home).organisation
        let request = try MemberRequestFile(
            parsing: PrivateFile.read(
                home.memberRequest, limit: MemberRequestFile.sizeLimitInBytes))
        let sealed = try OutsideFile.read(file, limit: MemberChallenge.fileSizeLimitInBytes)
        let challenge = try ChallengeFile.open(sealed, memberIdentities())
        guard challenge.organisation == own.fingerprint, challenge.request == request.digest else {
            throw MemberError.otherRequest
        }
        return challenge.answer
    }

    /// Drafts the record that lists what a request asks for, once its challenge was answered.
    ///
    /// - Parameter roles: other roles than the request asks for; empty for those.
    package func approve(
        _ file: String, answer digits: FingerprintDigits, roles: [String], validDays: Int?
    ) async throws -> ApprovedRequest {
        let own = try OwnOrganisation(home).organisation
        let (request, digest) = try judged(file, own)
        guard let open = try OpenChallenge.load(digest, home) else {
            throw MemberError.notChallenged
        }
        guard open.answer.matches(digits) else { throw MemberError.answerWrong }
        let given = try MemberApplication.roles(roles)
        let outcome = try await change(
            .enrolment(Enrolment(request: request, roles: given.isEmpty ? request.roles : given)),
            validDays: validDays)
        try open.remove(home)
        return ApprovedRequest(
            outcome: outcome, request: RequestSummary(request, digest: digest),
            unreadable: unreadable(after: request, own))
    }

    private func unreadable(
        after request: MemberRequest, _ own: VerifiedOrganisation
    ) -> [String] {
        guard request.purpose == .replacement else { return [] }
        return own.mailboxes.filter { mailbox in
            let readers = mailbox.activeMembers(at: clock.now).map(\.label)
            return mailbox.members.contains { $0.label == request.label }
                && !readers.contains { $0 != request.label }
        }.map(\.address.text)
    }

    private func judged(
        _ file: String, _ own: VerifiedOrganisation
    ) throws -> (MemberRequest, SHA256Digest) {
        let bytes = try OutsideFile.read(file, limit: MemberRequestFile.sizeLimitInBytes)
        let signed = try MemberRequestFile(parsing: bytes)
        let request = try signed.verify()
        try own.judge(request, at: clock.now)
        return (request, signed.digest)
    }
}

extension Home {
    /// The request that was made in this home, as it was handed over.
    var memberRequest: FilePath { organisation.appending("request.json") }
}
