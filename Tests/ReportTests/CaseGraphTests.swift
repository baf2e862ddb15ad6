import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Testing

@testable import Report

@Suite struct `A case as CASE JSON-LD` {
    private func graph(_ findings: CaseFindings) throws -> [[String: Any]] {
        let bytes = try CaseGraph(findings).bytes
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        return try #require(whole["@graph"] as? [[String: Any]])
    }

    private func found() throws -> CaseFindings {
        var findings = try Found().findings
        findings.parts.append(ReportPart(.statement, Found.digest))
        return findings
    }

    private func nodes(_ kind: String, _ graph: [[String: Any]]) -> [[String: Any]] {
        graph.filter { $0["@type"] as? String == kind }
    }

    @Test func `is the same bytes twice, with identifiers of the same names`() throws {
        let findings = try found()
        #expect(try CaseGraph(findings).bytes == CaseGraph(findings).bytes)
        var other = findings
        other.parts = [ReportPart(.statement, .of(Array("another".utf8)))]
        let (first, second) = try (graph(findings), graph(other))
        let ids = (first + second).compactMap { $0["@id"] as? String }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("urn:uuid:") })
    }

    @Test func `says what was verified, and when only the signer is unknown`() throws {
        let bundle = try #require(nodes("core:Bundle", graph(found())).first)
        #expect(bundle["plomba:verdict"] as? String == "verified")
        var open = try found()
        open.verdict = Verdict(profile: .folder, checks: [])
        open.isSignerUnknown = true
        let unknown = try #require(nodes("core:Bundle", graph(open)).first)
        #expect(unknown["plomba:verdict"] as? String == "signer unknown")
        let lines = try #require(unknown["core:description"] as? [String])
        #expect(lines.contains { $0.hasPrefix("NOT VERIFIED") })
        open.isSignerUnknown = false
        let unchecked = try #require(nodes("core:Bundle", graph(open)).first)
        #expect(unchecked["plomba:verdict"] as? String == "not verified")
    }

    @Test func `is not made of a case that does not hold`() throws {
        var findings = try Found(failing: .content).findings
        findings.parts.append(ReportPart(.statement, Found.digest))
        #expect(
            throws: CaseGraphError.notVerified(
                Check.Reason(code: "bundle.originals-differ", message: "exhibit differs"))
        ) { try CaseGraph(findings) }
        #expect(throws: CaseGraphError.noStatement) { try CaseGraph(Found().findings) }
        var many = try found()
        let one = try #require(many.files.first)
        many.files = Array(repeating: one, count: CaseGraph.maximumFiles + 1)
        #expect(throws: CaseGraphError.tooManyFiles) { try CaseGraph(many) }
    }

    @Test func `leaves out statements that do not hold, and says how many`() throws {
        var findings = try found()
        for (index, standing) in [
            FoundStatement.Standing.confirmed, .offered, .stranger, .notCounting, .broken,
        ].enumerated() {
            var statement = Found.statement(
                "2026-03-12T14:05:00Z", standing: standing, seed: "s\(index)")
            statement.event = .consignmentAcceptance
            findings.statements.append(statement)
        }
        let graph = try graph(findings)
        let actions = nodes("investigation:InvestigativeAction", graph)
        #expect(actions.count { $0["core:name"] as? String == "accepted" } == 3)
        let signatures = nodes("observable:DigitalSignatureInfoFacet", graph)
        #expect(
            signatures.compactMap { $0["observable:signatureVerified"] as? Bool } == [true, true])
        let lines = nodes("core:Bundle", graph).first?["core:description"] as? [String]
        #expect(lines?.contains("Left out: 2 statements that do not hold.") == true)
    }

    /// A text from outside stays a text: no other node, no other context.
    @Test func `takes no text from outside for anything else`() throws {
        let title =
            "{\"@id\": \"urn:uuid:0\"}\n\u{202E}\"], \"@context\": \"https://evil.example/\""
        var findings = try Found(title: title).findings
        findings.parts.append(ReportPart(.statement, Found.digest))
        let bytes = try CaseGraph(findings).bytes
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(Set(whole.keys) == ["@context", "@graph"])
        let record = try #require(
            nodes("investigation:ProvenanceRecord", graph(findings)).first)
        #expect(record["core:name"] as? String == title)
        let context = try #require(whole["@context"] as? [String: String])
        #expect(!context.values.contains { $0.contains("evil") })
    }

    @Test func `marks training material`() throws {
        var findings = try Found(mode: .training).findings
        findings.parts.append(ReportPart(.statement, Found.digest))
        let graph = try graph(findings)
        for kind in ["core:Bundle", "investigation:Investigation"] {
            let text = String(describing: nodes(kind, graph))
            #expect(text.contains("TRAINING"), "\(kind)")
        }
    }
}
