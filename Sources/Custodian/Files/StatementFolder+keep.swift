import Custody
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// What a home keeps in such a folder.
extension StatementFolder {
    static let maximumOfOneEvent = 128

    func store(_ statement: SignedStatement, as name: String) throws {
        try PrivateFolder.makeAll(path)
        try PrivateFile.write(statement.signature, to: path.appending(name + ".json.sig"))
        if let entry = statement.entry {
            try PrivateFile.write(entry, to: path.appending(name + ".entry"))
        }
        try PrivateFile.write(statement.json, to: path.appending(name + ".json"))
    }

    /// Keeps the verified proof that NAME.entry is in a log. Before the statement, so that a statement
    /// that is there has its proof.
    func store(proof: UnverifiedLogProof, as name: String) throws {
        try PrivateFolder.makeAll(path)
        try PrivateFile.write(proof.bytes, to: path.appending(name + ".tlog-proof"))
    }

    /// Nil when there is none.
    func proof(_ name: String) throws -> UnverifiedLogProof? {
        let file = path.appending(name + ".tlog-proof")
        guard PrivateFolder.isThere(file) else { return nil }
        let bytes = try PrivateFile.read(file, limit: LogLimits.proofSizeInBytes)
        do {
            return try UnverifiedLogProof(parsing: bytes)
        } catch {
            throw HomeError.damaged(file: file, reason: error.message)
        }
    }

    /// Keeps one more proof beside NAME.tlog-proof. It replaces only one under a checkpoint of its size.
    ///
    /// - Returns: false, and nothing is kept, when there are as many as may be.
    func store(further proof: UnverifiedLogProof, of name: String) throws -> Bool {
        try PrivateFolder.makeAll(path)
        let file = FurtherProof.file(of: name, size: proof.checkpoint.claimed.size)
        let known = try furtherNames(name)
        guard known.contains(file) || known.count < FurtherProof.maximum else { return false }
        try PrivateFile.write(proof.bytes, to: path.appending(file))
        return true
    }

    /// The proofs beside NAME.tlog-proof, the smallest checkpoint first.
    func furtherProofs(_ name: String) throws -> [UnverifiedLogProof] {
        try furtherNames(name).prefix(FurtherProof.maximum).map { file in
            try UnverifiedLogProof(
                parsing: PrivateFile.read(
                    path.appending(file), limit: LogLimits.proofSizeInBytes))
        }
    }

    private func furtherNames(_ name: String) throws -> [String] {
        guard PrivateFolder.isFolder(path) else { return [] }
        return FurtherProof.files(of: name, among: try PrivateFolder.names(in: path)).map(\.file)
    }

    /// Keeps a statement under the name of its event, or with -2, -3 ... when several keys said the
    /// same; one that is here stays as it is.
    ///
    /// - Throws: ``StatementFolderError/full(_:_:)`` when there are 128 others.
    func add(
        _ statement: SignedStatement, as event: Event, _ proof: UnverifiedLogProof?
    ) throws {
        for number in 1...Self.maximumOfOneEvent {
            let name = number == 1 ? event.fileStem : "\(event.fileStem)-\(number)"
            if let known = try load(name) {
                if known == statement { return }
                continue
            }
            if let proof { try store(proof: proof, as: name) }
            return try store(statement, as: name)
        }
        throw StatementFolderError.full(event.fileStem, path)
    }

    /// Every statement that is here, by name: in the order in which a reader of the folder finds them.
    func all() throws -> [(name: String, statement: SignedStatement, proof: [UInt8]?)] {
        guard PrivateFolder.isFolder(path) else { return [] }
        return try PrivateFolder.names(in: path).sorted()
            .filter { $0.hasSuffix(".json") }
            .compactMap { file in
                let name = String(file.dropLast(5))
                guard let statement = try load(name) else { return nil }
                return (name, statement, try proof(name)?.bytes)
            }
    }

    /// Takes a statement away, with what belongs to it. The statement last: what is cut off is seen again.
    func remove(_ name: String) throws {
        for suffix in [".tlog-proof", ".entry", ".json.sig", ".json"] {
            let file = path.appending(name + suffix)
            if PrivateFolder.isThere(file) { try SystemCall.removeFile(file) }
        }
    }

    /// Since when a statement lies here, by the clock of the disk it is on.
    func keptTime(_ event: Event) throws -> Timestamp {
        try PrivateFile.changedTime(path.appending(event.fileStem + ".json"))
    }

    func store(_ statement: SignedStatement, as event: Event) throws {
        try store(statement, as: event.fileStem)
    }
}
