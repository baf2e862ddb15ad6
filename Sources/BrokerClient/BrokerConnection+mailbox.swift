package import BrokerAPI
import HTTPTypes
package import Primitives

/// What a mailbox holds, and what is said about it.
extension BrokerConnection {
    /// The deliveries after a cursor; with `waitSeconds` the answer comes when there is one, or
    /// empty when that time has passed.
    package func deliveries(
        in mailbox: MailboxAddress, _ query: DeliveryQuery
    ) async throws -> DeliveryList {
        var request = BrokerRequest(.get, .deliveries(mailbox))
        request.query = query.text
        request.answerLimit = BrokerLimits.answerBytes
        request.patience = .seconds(60 + query.waitSeconds)
        return try DeliveryList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }

    /// The sealed preview, which must have the digest that the outer statement names.
    package func preview(
        of number: DeliveryNumber, in mailbox: MailboxAddress, digest: SHA256Digest
    ) async throws -> [UInt8] {
        var request = BrokerRequest(.get, .preview(mailbox, number))
        request.answerLimit = BrokerLimits.previewBytes
        let preview = try await exchange(request, expecting: [200]).body
        guard SHA256Digest.of(preview) == digest else { throw BrokerClientError.wrongDigest }
        return preview
    }

    /// Submits a statement of the recipient about a delivery; an exact retry is harmless.
    ///
    /// - Returns: the `.tlog-proof` of the statement, to be verified by the caller; nil from a
    ///   broker of a version without a log.
    @discardableResult
    package func submit(
        _ evidence: SignedFiles, for number: DeliveryNumber, in mailbox: MailboxAddress
    ) async throws -> [UInt8]? {
        try await submit(evidence, to: .evidence(mailbox, number))
    }

    /// Submits a sender's withdrawal of its own deposit; an exact retry is harmless.
    ///
    /// - Returns: as above.
    @discardableResult
    package func withdraw(
        _ withdrawal: SignedFiles, of consignment: ConsignmentID
    ) async throws -> [UInt8]? {
        try await submit(withdrawal, to: .depositEvidence(consignment))
    }

    /// Submits that this sender destroyed its own copy of a deposit; an exact retry is harmless.
    ///
    /// - Returns: as above.
    @discardableResult
    package func dispose(
        _ disposal: SignedFiles, of consignment: ConsignmentID
    ) async throws -> [UInt8]? {
        try await submit(disposal, to: .depositEvidence(consignment))
    }

    /// Submits that this device gave a stream number up; an exact retry is harmless.
    ///
    /// - Returns: the proof that it is in the log.
    @discardableResult
    package func skip(_ skipped: SignedFiles, in mailbox: MailboxAddress) async throws -> [UInt8]? {
        try await submit(skipped, to: .skipped(mailbox))
    }

    /// The numbers that were given up on the way to an own mailbox.
    package func skipped(
        in mailbox: MailboxAddress, after place: DeliveryNumber
    ) async throws -> SkippedList {
        var request = BrokerRequest(.get, .skipped(mailbox))
        request.query = DeliveryQuery(after: place).text
        request.answerLimit = BrokerLimits.answerBytes
        return try SkippedList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }

    /// Submits that consent was withdrawn for what this organisation deposited; an exact retry is
    /// harmless.
    ///
    /// - Returns: the proof that it is in the log.
    package func withdrawConsent(
        _ withdrawal: SignedFiles, of consignment: ConsignmentID
    ) async throws -> [UInt8]? {
        try await submit(withdrawal, to: .depositConsent(consignment))
    }

    /// Submits an answer to a withdrawal of consent; an exact retry is harmless.
    ///
    /// - Returns: as above.
    package func answerConsent(
        _ answer: SignedFiles, in mailbox: MailboxAddress
    ) async throws -> [UInt8]? {
        try await submit(answer, to: .consent(mailbox))
    }

    /// What was said about consent for the deliveries of an own mailbox.
    package func consent(
        in mailbox: MailboxAddress, after place: DeliveryNumber
    ) async throws -> ConsentList {
        try await consent(.consent(mailbox), after: place)
    }

    /// What was said about consent for a deposit of this organisation.
    package func consent(
        of consignment: ConsignmentID, after place: DeliveryNumber
    ) async throws -> ConsentList {
        try await consent(.depositConsent(consignment), after: place)
    }

    private func consent(
        _ resource: BrokerResource, after place: DeliveryNumber
    ) async throws -> ConsentList {
        var request = BrokerRequest(.get, resource)
        request.query = DeliveryQuery(after: place).text
        request.answerLimit = BrokerLimits.answerBytes
        return try ConsentList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }

    private func submit(
        _ evidence: SignedFiles, to resource: BrokerResource
    ) async throws -> [UInt8]? {
        var form = MultipartWriter()
        form.add("statement", evidence.statement)
        form.add("signature", evidence.signature)
        form.add("entry", evidence.entry)
        var request = BrokerRequest(.post, resource)
        let type = form.boundary.contentType
        request.setBody(form.finish(), type: type)
        request.answerLimit = BrokerLimits.answerBytes
        let body = try await exchange(request, expecting: [200, 201]).body
        return body.isEmpty ? nil : try EvidenceAnswer(jsonBytes: body).proof
    }

    /// Every statement about one delivery that took effect.
    package func evidence(
        about number: DeliveryNumber, in mailbox: MailboxAddress
    ) async throws -> EvidenceList {
        var request = BrokerRequest(.get, .evidence(mailbox, number))
        request.answerLimit = BrokerLimits.answerBytes
        return try EvidenceList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }

    /// Every statement that the broker holds about a deposit of this organisation.
    package func evidence(of consignment: ConsignmentID) async throws -> EvidenceList {
        var request = BrokerRequest(.get, .depositEvidence(consignment))
        request.answerLimit = BrokerLimits.answerBytes
        return try EvidenceList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }
}
