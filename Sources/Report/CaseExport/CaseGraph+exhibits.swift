import BagIt
import Custody
import EvidenceBundle
import Primitives

/// The files and things of a case, and how they were acquired.
extension CaseGraph {
    func file(_ path: BagPath) -> GraphID { own("file", path.text) }

    /// The sealed file as it went to the broker: only its size and its digest are known here.
    var payload: GraphID { own("payload") }

    mutating func addFiles() {
        let described = CaseExhibit.all(in: findings.caseDocument)
        let kinds = Dictionary(
            described.compactMap { exhibit in exhibit.path.map { ($0, exhibit) } },
            uniquingKeysWith: { first, _ in first })
        for file in findings.files {
            list(node(file, kinds[file.path], origins: described))
        }
        guard let sealed = findings.payload else { return }
        var content = contentFacet(payload, size: sealed.size, digest: sealed.digest)
        content.say("observable:isEncrypted", true)
        add(content)
        var node = GraphNode(payload, "observable:File")
        node.say("core:name", sealed.path.text)
        node.say("core:description", "The encrypted bundle, as its sender's device signed it.")
        node.refer("core:hasFacet", toAll: [content.id])
        add(node)
    }

    private mutating func node(
        _ file: PackedFile, _ exhibit: CaseExhibit?, origins: [CaseExhibit]
    ) -> GraphNode {
        let id = self.file(file.path)
        var named = GraphNode(
            own("file facet", file.path.text), "observable:FileFacet", isObject: false)
        named.say(
            "observable:fileName",
            file.path.text.split(separator: "/").last.map(String.init) ?? file.path.text)
        named.say("observable:filePath", file.path.text)
        named.say("observable:sizeInBytes", sizeInBytes: file.size)
        named.say("plomba:originalName", exhibit?.json["file"]?["name_original"]?.exact)
        add(named)
        var content = contentFacet(id, size: file.size, digest: file.digest)
        content.say("observable:mimeType", exhibit?.json["file"]?["mime"]?.exact)
        add(content)
        var node = GraphNode(id, "observable:File")
        node.refer("core:hasFacet", toAll: [named.id, content.id])
        let origin = exhibit?.json["derived_from"]?["id"]?.exact
        let from = origins.first { origin != nil && $0.id == origin }?.path
        node.refer("investigation:wasDerivedFrom", toAll: from.map { [self.file($0)] } ?? [])
        return node
    }

    /// The caller adds it, when all is said.
    mutating func contentFacet(_ of: GraphID, size: UInt64?, digest: SHA256Digest) -> GraphNode {
        var hash = GraphNode(GraphID(["hash", of.text]), "types:Hash", isObject: false)
        hash.say("types:hashMethod", "SHA256")
        hash.say("types:hashValue", hex: digest)
        add(hash)
        var content = GraphNode(
            GraphID(["content facet", of.text]), "observable:ContentDataFacet", isObject: false)
        content.say("observable:sizeInBytes", sizeInBytes: size)
        content.refer("observable:hash", toAll: [hash.id])
        return content
    }

    mutating func addExhibits() {
        for exhibit in CaseExhibit.all(in: findings.caseDocument) {
            guard let object = object(of: exhibit) else { continue }
            if let number = exhibit.number { exhibits[Array(number.utf8)] = object }
            var record = GraphNode(
                own("record", exhibit.name), "investigation:ProvenanceRecord")
            record.say("core:name", exhibit.json["title"]?["text"]?.exact)
            record.say("core:description", exhibit.json["description"]?["text"]?.exact)
            record.say("core:tag", all: exhibit.tags)
            record.say("investigation:exhibitNumber", exhibit.number)
            record.say(
                "investigation:rootExhibitNumber", exhibit.json["root_exhibit_no"]?.exact)
            record.refer("core:object", toAll: [object])
            list(record)
            countRecord()
            addAcquisition(exhibit, object, record.id)
        }
    }

    /// Nil of a file that is not there: nothing is said of it.
    private mutating func object(of exhibit: CaseExhibit) -> GraphID? {
        if let path = exhibit.path { return has(file(path)) ? file(path) : nil }
        guard exhibit.json["file"] == nil else { return nil }
        let physical = exhibit.json["physical"] ?? .null
        var facet = GraphNode(
            own("thing facet", exhibit.name), "core:Facet", "plomba:ThingFacet", isObject: false)
        facet.say("plomba:bagNumber", physical["bag_no"]?.exact)
        facet.say("plomba:sealNumber", physical["seal_no"]?.exact)
        facet.say("plomba:condition", physical["condition"]?.exact)
        facet.say("plomba:storage", physical["storage"]?.exact)
        add(facet)
        var thing = GraphNode(
            own("thing", exhibit.name), exhibit.isDevice ? "observable:Device" : "core:Item")
        thing.say("core:name", exhibit.json["title"]?["text"]?.exact)
        thing.refer("core:hasFacet", toAll: [facet.id])
        list(thing)
        return thing.id
    }

    /// As case.json says: sealed with the case, and signed by nobody who was there.
    private mutating func addAcquisition(
        _ exhibit: CaseExhibit, _ object: GraphID, _ record: GraphID
    ) {
        let json = exhibit.json["acquisition"] ?? .null
        guard json != .null else { return }
        var node = GraphNode(
            own("acquisition", exhibit.name), "investigation:InvestigativeAction")
        node.say("core:name", "acquired")
        node.say("core:description", "As the case describes it.")
        node.say("action:startTime", at: json["at"]?.exact.flatMap(Timestamp.init))
        node.refer("action:location", to: place(json["place"]?.exact))
        node.refer("action:participant", to: party(json["from"]?.exact))
        node.refer("action:instrument", to: captureDevice(json["device"] ?? .null))
        node.refer("action:result", toAll: [object, record])
        node.say("plomba:acquisitionMethod", json["method"]?.exact)
        node.say("plomba:acquiredBy", json["by"]?.exact)
        node.say("plomba:app", json["app"]?.exact)
        node.say("plomba:originalAvailable", json["original_available"]?.exact)
        list(node)
        countAction()
    }

    private mutating func captureDevice(_ json: JSONValue) -> GraphID? {
        let words = ["make", "model", "serial", "os"].map { json[$0]?.exact }
        guard words.contains(where: { $0 != nil }) else { return nil }
        let name = words.map { $0 ?? "" }.joined(separator: "\n")
        var facet = GraphNode(
            own("device facet", name), "observable:DeviceFacet", isObject: false)
        facet.refer("observable:manufacturer", to: party(words[0]))
        facet.say("observable:model", words[1])
        facet.say("observable:serialNumber", words[2])
        facet.say("plomba:operatingSystem", words[3])
        add(facet)
        var node = GraphNode(own("capture device", name), "observable:Device")
        node.refer("core:hasFacet", toAll: [facet.id])
        add(node)
        return node.id
    }

    mutating func addSidecars() {
        for sidecar in sidecars {
            guard let original = sidecar.original else { continue }
            var node = GraphNode(
                own("sidecar", sidecar.path.text, original.text),
                "observable:ObservableRelationship")
            node.say("core:description", "sidecar: " + sidecar.kind.rawValue)
            node.refer("core:source", toAll: [file(sidecar.path)])
            node.refer("core:target", to: file(original))
            node.say("core:kindOfRelationship", "Characterizes")
            node.say("core:isDirectional", true)
            list(node)
        }
    }
}
