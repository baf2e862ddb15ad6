import BagIt
import Custody
import EvidenceBundle
import Primitives

/// One action for each signed statement that holds.
extension CaseGraph {
    mutating func add(_ found: FoundStatement) {
        guard found.holds || found.standing == .stranger else { return leaveOut() }
        // A signature that nobody could judge, over a text that nobody can read.
        guard found.isAct || found.event != nil else { return leaveOut() }
        let statement = statement(found)
        var node = GraphNode(Self.action(found.digest), "investigation:InvestigativeAction")
        node.say("core:name", name(of: found))
        node.say("core:description", "Signature: " + CaseOntology.sentence(on: found.standing))
        node.say("action:startTime", at: found.firstTime)
        node.say("action:endTime", at: found.endTime)
        var results = [statement]
        if found.isAct {
            results += describe(found, &node)
        } else {
            describe(lane: found, &node)
        }
        node.refer("action:result", toAll: results)
        let earlier = found.previous.map(Self.action).flatMap { has($0) ? $0 : nil }
        node.refer("investigation:wasInformedBy", toAll: earlier.map { [$0] } ?? [])
        node.say("plomba:claimedTime", at: found.time)
        node.say("plomba:existedBy", at: found.bound)
        list(node)
        countAction()
    }

    static func action(_ digest: SHA256Digest) -> GraphID { GraphID(["action", digest.hex]) }

    private func name(of found: FoundStatement) -> String? {
        guard found.isAct else { return found.event.map(CaseOntology.name) }
        return found.act.map { String($0.map { $0 == "_" ? " " : $0 }) }
    }

    /// The signed text itself, with what is known of its signature.
    private mutating func statement(_ found: FoundStatement) -> GraphID {
        let id = GraphID(["statement", found.digest.hex])
        let content = contentFacet(id, size: nil, digest: found.digest)
        add(content)
        var signature = GraphNode(
            GraphID(["signature facet", found.digest.hex]),
            "observable:DigitalSignatureInfoFacet", isObject: false)
        signature.say("observable:signatureExists", true)
        // Left out where nobody could judge it: neither true nor false is known.
        signature.say("observable:signatureVerified", found.holds ? true : nil)
        let signer = [found.role, found.party].compactMap { $0 }.joined(separator: "@")
        signature.say(
            "observable:signatureDescription",
            "SSHSIG, Ed25519, by \(signer): " + CaseOntology.sentence(on: found.standing))
        signature.say("plomba:keyId", found.keyID?.text)
        add(signature)
        var node = GraphNode(id, "observable:File")
        node.say("core:name", found.path + ".json")
        node.refer("core:hasFacet", toAll: [content.id, signature.id])
        add(node)
        return id
    }

    /// A statement of a delivery. Members sign for their organisation, devices are what they are.
    private mutating func describe(lane found: FoundStatement, _ node: inout GraphNode) {
        let predicate = found.predicate
        var participants: [GraphID] = []
        if found.isBroker || found.event?.signerKind == .device {
            node.refer("action:performer", to: device(found))
            if let reference = found.organisation { participants.append(organisation(reference)) }
        } else if let reference = found.organisation {
            node.refer("action:performer", to: organisation(reference))
        }
        let isOfThisCase =
            predicate["consignment"]?.exact == findings.consignment?.text
            && findings.consignment != nil
        if isOfThisCase, found.event == .deposit {
            for mailbox in findings.mailboxes {
                participants.append(organisation(named: mailbox.organisation))
            }
        }
        node.refer("action:participant", toAll: unique(participants))
        if isOfThisCase { node.refer("action:object", toAll: objects(of: found)) }
        node.say("plomba:mailbox", predicate["mailbox"]?.exact)
        node.say("plomba:reason", predicate["reason"]?.exact)
    }

    /// The seal covers the originals; all other statements are about the encrypted file.
    private func objects(of found: FoundStatement) -> [GraphID] {
        if found.event == .sealed { return findings.files.map { file($0.path) } }
        return has(payload) ? [payload] : []
    }

    func unique(_ ids: [GraphID]) -> [GraphID] {
        var seen: Set<GraphID> = []
        return ids.filter { seen.insert($0).inserted }
    }
}

/// What was done with the copy after it was received. (`Protocol/custody-acts.md`)
extension CaseGraph {
    /// - Returns: the files that came of it.
    private mutating func describe(
        _ found: FoundStatement, _ node: inout GraphNode
    ) -> [GraphID] {
        let words = found.predicate
        node.say("action:actionStatus", CaseOntology.status(of: words["outcome"]?.exact))
        let signer = found.organisation.map { organisation($0) }
        let other = party(words["performer"]?.exact)
        node.refer("action:performer", to: other ?? signer)
        let (from, to) = (party(words["from"]?.exact), party(words["to"]?.exact))
        let witness = party(words["witness"]?.exact)
        let more = (other == nil ? [] : [signer]) + [from, to, witness]
        node.refer("action:participant", toAll: unique(more.compactMap { $0 }))
        node.refer("plomba:releasedBy", to: from)
        node.refer("plomba:receivedBy", to: to)
        node.refer("plomba:witnessedBy", to: witness)
        node.refer("action:location", to: place(words["location"]?.exact))
        node.refer("action:instrument", to: tool(words["tool"]?.exact))
        let named = words["exhibits"]?.list?.compactMap { $0["name"]?.exact }
        let objects =
            named.map { $0.compactMap { exhibits[Array($0.utf8)] } }
            ?? findings.files.map { file($0.path) }
        node.refer("action:object", toAll: unique(objects))
        for member in ["purpose", "authority", "method", "note"] {
            node.say("plomba:" + member, words[member]?.exact)
        }
        describe(thing: words["physical"] ?? .null, of: found, &node)
        node.refer("plomba:corrects", to: found.corrects.map(Self.action))
        let documents = files(words["documents"], of: found, derivedFrom: [])
        node.refer("plomba:document", toAll: documents)
        // What came of everything came of no file in particular.
        return files(words["results"], of: found, derivedFrom: named == nil ? [] : objects)
    }

    private mutating func describe(
        thing: JSONValue, of found: FoundStatement, _ node: inout GraphNode
    ) {
        guard thing != .null else { return }
        var facet = GraphNode(
            GraphID(["act facet", found.digest.hex]), "core:Facet", "plomba:ThingFacet",
            isObject: false)
        facet.say("plomba:bagNumber", thing["bag"]?.exact)
        facet.say("plomba:sealNumber", thing["seal"]?.exact)
        if case .bool(let isIntact)? = thing["sealIntact"] {
            facet.say("plomba:sealIntact", isIntact)
        }
        facet.say("plomba:newSealNumber", thing["newSeal"]?.exact)
        facet.say("plomba:condition", thing["condition"]?.exact)
        add(facet)
        node.refer("core:hasFacet", toAll: [facet.id])
    }

    /// Files that are known by name and digest alone: they need not lie here.
    private mutating func files(
        _ list: JSONValue?, of found: FoundStatement, derivedFrom origins: [GraphID]
    ) -> [GraphID] {
        (list?.list ?? []).prefix(CustodyAct.maximumFiles).compactMap { file in
            guard let name = file["name"]?.exact,
                let digest = file["sha256"]?.exact.flatMap(SHA256Digest.init(hex:))
            else { return nil }
            let id = GraphID(["act file", found.digest.hex, name, digest.hex])
            let content = contentFacet(id, size: nil, digest: digest)
            add(content)
            var node = GraphNode(id, "observable:File")
            node.say("core:name", name)
            node.refer("core:hasFacet", toAll: [content.id])
            node.refer("investigation:wasDerivedFrom", toAll: unique(origins))
            add(node)
            return id
        }
    }
}
