import BagIt
import Primitives

extension CaseDocument {
    /// The items with size and digest filled in where the person left them out.
    ///
    /// Nothing is invented for a file that no item describes.
    func completedItems(_ files: [PackedFile], _ stage: Stage) throws(CaseError) -> JSONValue? {
        guard let items = document["items"]?.elements else { return nil }
        guard !items.isEmpty else { return .array([]) }
        let packed = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0) })
        var checker = CaseChecker()
        let completed = items.enumerated().map { index, item in
            completedItem(item, packed, stage, at: "items[\(index)]", into: &checker)
        }
        guard checker.problems.isEmpty else { throw .invalid(checker.problems) }
        return .array(completed)
    }

    private func completedItem(
        _ item: JSONValue, _ packed: [BagPath: PackedFile], _ stage: Stage, at path: String,
        into checker: inout CaseChecker
    ) -> JSONValue {
        guard let stored = item["file"]?["name_stored"]?.text else { return item }
        guard let file = CaseText.storedPath(stored).flatMap({ packed[$0] }) else {
            checker.report(
                .contradiction, at: "\(path).file.name_stored", "names no file of this bundle")
            return item
        }
        if let size = item["file"]?["size"]?.count, size != file.size {
            checker.report(
                .contradiction, at: "\(path).file.size", "is not the size of the file")
        }
        if stage == .packing, let stated = item["hash"]?["sha256"]?.text,
            SHA256Digest(hex: stated) != file.digest
        {
            checker.report(
                .contradiction, at: "\(path).hash.sha256", "is not the digest of the file")
        }
        let size = JSONValue.integer(Int64(clamping: file.size))
        let digest = JSONValue.string(file.digest.hex)
        return
            item
            .setting(["file", "size"], to: size, unlessPresent: true)
            .setting(["hash", "sha256"], to: digest, unlessPresent: true)
    }
}

extension JSONValue {
    /// The object with the member at `path` set; objects on the way are made when missing.
    func setting(_ path: [String], to value: JSONValue, unlessPresent: Bool) -> JSONValue {
        guard let name = path.first, case .object(var members) = self else { return self }
        let rest = Array(path.dropFirst())
        let place = members.firstIndex { Array($0.name.utf8) == Array(name.utf8) }
        if rest.isEmpty, place != nil, unlessPresent { return self }
        let old = place.map { members[$0].value } ?? .object([])
        let new =
            rest.isEmpty ? value : old.setting(rest, to: value, unlessPresent: unlessPresent)
        let member = JSONMember(name: name, value: new)
        if let place { members[place] = member } else { members.append(member) }
        return .object(members)
    }
}
