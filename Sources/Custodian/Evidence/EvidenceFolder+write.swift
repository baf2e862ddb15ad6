import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

extension EvidenceFolder {
    /// Writes everything into an empty folder.
    func write(to folder: FilePath, readme: [UInt8]) throws {
        try PrivateFile.write(readme, to: folder.appending(Self.readmeName))
        for statement in [deposit] + (answer.map { [$0] } ?? []) + lanes.flatMap(\.statements) {
            try write(statement, in: folder)
        }
        if let sealProof {
            try PrivateFile.write(sealProof, to: folder.appending("Sealed.tlog-proof"))
        }
        let further = furtherSealProofs + statements.flatMap(\.further)
        for proof in further {
            try PrivateFile.write(
                proof.bytes, to: folder.pushing(FilePath(proof.path + ".tlog-proof")))
        }
        let keys = folder.appending(Self.keysName)
        try PrivateFolder.make(keys)
        try PrivateFile.write(signers, to: keys.appending(Self.signersName))
        for file in organisations {
            let place = keys.appending(try UnverifiedOrganisation(file).name.text)
            try PrivateFolder.make(place)
            for (index, record) in file.records.enumerated() {
                try OwnOrganisation.store(record, version: index + 1, in: place)
            }
        }
        try time.write(to: folder.appending(CarriedTime.folderName))
        if let broker { try write(broker, in: keys.appending(Self.brokerName)) }
    }

    private func write(_ statement: LoggedStatement, in folder: FilePath) throws {
        let place = folder.pushing(FilePath(statement.path))
        let parent = StatementFolder(place.removingLastComponent())
        let name = place.lastComponent?.string ?? statement.path
        if let proof = statement.proof {
            try PrivateFolder.makeAll(parent.path)
            try PrivateFile.write(proof, to: parent.path.appending(name + ".tlog-proof"))
        }
        try parent.store(statement.signed, as: name)
    }

    private func write(_ logs: LogSuccessionHistory?, in folder: FilePath) throws {
        for (signed, succession) in zip(logs?.signed ?? [], logs?.successions ?? []) {
            let name = "\(LogSuccession.statementName)-\(succession.number)"
            try PrivateFile.write(signed.bytes, to: folder.appending(name + ".json"))
            try PrivateFile.write(signed.signature, to: folder.appending(name + ".json.sig"))
            try PrivateFile.write(signed.entry, to: folder.appending(name + ".entry"))
        }
    }

    private func write(_ broker: BrokerKeys, in folder: FilePath) throws {
        try PrivateFolder.make(folder)
        let mode = try Statement(parsing: deposit.signed.json).mode
        try PrivateFile.write(
            SignerList.line(broker, mode: mode), to: folder.appending(Self.signersName))
        guard let key = broker.logKey else { return }
        try PrivateFile.write(
            Array((key.text + "\n").utf8), to: folder.appending(Self.logKeyName))
        try write(broker.logSuccessions, in: folder)
        let policy = try broker.policy ?? CarriedPolicy(unwatched: LogKeys(key))
        try PrivateFile.write(policy.bytes, to: folder.appending(Self.policyName))
        for former in policy.former {
            try PrivateFile.write(
                former.carried.bytes, to: folder.appending(former.fileName))
        }
    }
}
