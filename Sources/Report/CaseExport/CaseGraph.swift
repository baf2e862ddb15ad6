import BagIt
package import Custody
import EvidenceBundle
import Primitives

/// A CASE 1.4 graph of an opened case: what it is about, what was done with it, by whom, and what was found
/// when it was verified. A value without a file, a clock or a network behind it.
///
/// Nothing is in it that the findings do not hold, and of the statements only those whose signature held,
/// or could not be judged because nobody here knows the signer, which is said with each.
/// - SeeAlso: Protocol/case-mapping.md, Protocol/decisions/0146-case-is-exported-when-it-holds.md
package struct CaseGraph {
    package static let maximumFiles = 10_000

    let findings: CaseFindings
    /// The outer statement's digest: what is the same thing only within this case has it in its name.
    let scope: String
    private var nodes: [GraphNode] = []
    private var known: Set<GraphID> = []
    /// What the investigation lists.
    private var listed: [GraphID] = []
    /// The files and things that were described, by their exhibit number as bytes.
    var exhibits: [[UInt8]: GraphID] = [:]
    package let sidecars: [Sidecar]
    /// Provenance records.
    package private(set) var records = 0
    package private(set) var actions = 0
    /// Signed statements that do not hold.
    private var leftOut = 0

    /// - Throws: ``CaseGraphError``.
    package init(_ findings: CaseFindings) throws(CaseGraphError) {
        if let failed = findings.verdict.failures.first, case .failed(let reason) = failed.outcome {
            throw .notVerified(reason)
        }
        guard let statement = findings.parts.first(where: { $0.kind == .statement }) else {
            throw .noStatement
        }
        guard findings.files.count <= Self.maximumFiles else { throw .tooManyFiles }
        self.findings = findings
        scope = statement.digest.hex
        sidecars = Sidecar.all(
            among: findings.files,
            named: CaseExhibit.all(in: findings.caseDocument).flatMap { exhibit in
                exhibit.path.map { path in exhibit.metadataFiles.map { ($0, path) } } ?? []
            })
        addFiles()
        addExhibits()
        addSidecars()
        for found in findings.statements { add(found) }
    }

    package var bytes: [UInt8] {
        var graph = self
        for node in authorizations { graph.add(node) }
        graph.nodes.insert(investigation, at: 0)
        let all = [graph.bundle] + graph.nodes
        return JSONValue.object([
            JSONMember("@context", CaseOntology.context),
            JSONMember("@graph", .array(all.map(\.json))),
        ]).serialized()
    }

    /// Each node once.
    mutating func add(_ node: GraphNode) {
        if known.insert(node.id).inserted { nodes.append(node) }
    }

    /// A node that the investigation lists.
    mutating func list(_ node: GraphNode) {
        guard !known.contains(node.id) else { return }
        add(node)
        listed.append(node.id)
    }

    func has(_ id: GraphID) -> Bool { known.contains(id) }

    /// What is the same only within this case.
    func own(_ parts: String...) -> GraphID { GraphID([parts[0], scope] + parts.dropFirst()) }

    mutating func countRecord() { records += 1 }
    mutating func countAction() { actions += 1 }
    mutating func leaveOut() { leftOut += 1 }
}

extension CaseGraph {
    /// What the maker of the file says.
    private var bundle: GraphNode {
        var node = GraphNode(own("bundle"), "core:Bundle")
        node.say("core:name", "consignment " + (findings.consignment?.text ?? "unknown"))
        var lines = [
            "Written by \(findings.tool.name) \(findings.tool.version) from an opened case folder. "
                + "What was signed is in that folder; nobody has signed this file.",
            verdictSentence,
        ]
        if leftOut > 0 { lines.append("Left out: \(leftOut) statements that do not hold.") }
        if !findings.unreadable.isEmpty {
            lines.append("Left out: \(findings.unreadable.count) files that cannot be read.")
        }
        if findings.mode == .training { lines.append("TRAINING: nothing of this is real.") }
        node.say("core:description", all: lines)
        if findings.mode == .training { node.say("core:tag", "TRAINING") }
        node.say("core:specVersion", CaseOntology.version)
        node.say("plomba:verdict", verdictWord)
        node.say("plomba:profile", findings.verdict.profile.rawValue)
        node.say("plomba:passed", all: codes { $0 == .passed })
        node.say("plomba:notChecked", all: codes { $0 != .passed })
        node.refer("core:object", toAll: nodes.filter(\.isObject).map(\.id))
        return node
    }

    private func codes(_ isMeant: (Check.Outcome) -> Bool) -> [String] {
        findings.verdict.checks.filter { isMeant($0.outcome) }.map(\.code.rawValue)
    }

    private var verdictWord: String {
        if findings.verdict.isPositive { return "verified" }
        return findings.isSignerUnknown ? "signer unknown" : "not verified"
    }

    private var verdictSentence: String {
        switch verdictWord {
        case "verified": "Verified when this was written: identical to what was sealed."
        case "signer unknown":
            "NOT VERIFIED when this was written: consistent, but the maker of this file does not know "
                + "the signer."
        default: "NOT VERIFIED when this was written: not everything could be checked."
        }
    }

    private var investigation: GraphNode {
        let document = findings.caseDocument
        var node = GraphNode(own("investigation"), "investigation:Investigation")
        node.say(
            "core:name",
            document["referral"]?["sender_ref"]?.exact ?? findings.consignment?.text)
        node.say("investigation:investigationForm", "case")
        let tags =
            [findings.preview["kind"]?.exact.map { "kind: " + $0 }].compactMap { $0 }
            + (findings.mode == .training ? ["TRAINING"] : [])
        node.say("core:tag", all: tags)
        node.say("plomba:consignment", findings.consignment?.text)
        node.say("plomba:mailbox", all: findings.mailboxes.map(\.text))
        node.refer("investigation:relevantAuthorization", toAll: authorizations.map(\.id))
        node.refer("core:object", toAll: listed)
        return node
    }
}

/// Why there is no graph.
package enum CaseGraphError: PlainFailure, Equatable {
    case notVerified(Check.Reason)
    case noStatement
    case tooManyFiles

    package var code: String {
        switch self {
        case .notVerified: "case-export.not-verified"
        case .noStatement: "case-export.no-statement"
        case .tooManyFiles: "case-export.too-many-files"
        }
    }

    package var message: String {
        switch self {
        case .notVerified(let reason):
            "this case does not hold: \(reason.message) (\(reason.code))"
        case .noStatement: "the folder has no outer statement"
        case .tooManyFiles: "the case has more than \(CaseGraph.maximumFiles) files"
        }
    }

    package var hint: String? {
        switch self {
        case .notVerified:
            "nothing was written: a program that reads CASE cannot tell such a case from one that "
                + "holds; 'plomba report' writes down what was found"
        case .noStatement: nil
        case .tooManyFiles: "disclose a part of it, and export that"
        }
    }
}
