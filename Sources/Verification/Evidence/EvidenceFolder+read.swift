import Custody
import KeyDirectory
import Primitives
import PrivateFiles
package import SystemPackage
import Timestamping
import TransparencyLog

extension EvidenceFolder {
    private static let signatureLimit = 8 * 1024
    private static let listLimit = 64 * 1024
    /// More than an opening file has, so that a longer one is read and refused.
    private static let entryRoom = 4096

    /// Reads what lies there; nothing about it is verified. Links are not followed.
    ///
    /// - Throws: ``EvidenceFolderError``; `FileError` when the disk fails.
    package init(reading folder: FilePath) throws {
        let reader = EvidenceReader(folder: folder)
        guard let deposit = try reader.statement("statement") else {
            throw EvidenceFolderError.unreadable("statement.json")
        }
        self.deposit = deposit
        let acceptance = try reader.statement(Event.submissionAcceptance.fileStem)
        let rejection = try reader.statement(Event.submissionRejection.fileStem)
        answer = acceptance ?? rejection
        secondAnswer = acceptance == nil ? nil : rejection
        sealProof = try reader.file("Sealed.tlog-proof", limit: LogLimits.proofSizeInBytes)
        furtherSealProofs = try reader.further("Sealed")
        lanes = try reader.lanes()
        let keys = try reader.names(
            Self.keysName, what: "organisations", limit: Self.maximumLanes + 2)
        let places = keys.filter { name in
            ![Self.signersName, Self.brokerName].contains(name)
                && !reader.isFile("\(Self.keysName)/\(name)")
        }
        organisations = try places.map(reader.organisation)
        misplaced = zip(places, organisations).first { place, file in
            // What cannot be read as records is told by their check.
            let name = try? UnverifiedOrganisation(file).name.text
            return name.map { !$0.utf8.elementsEqual(place.utf8) } ?? false
        }.map { "\(Self.keysName)/\($0.0)" }
        broker = try reader.broker()
        signers =
            try reader.file("\(Self.keysName)/\(Self.signersName)", limit: Self.listLimit) ?? []
        time = try reader.time()
    }

    /// Files below one folder, each with its limit.
    private struct EvidenceReader {
        let folder: FilePath

        /// Nil when it is not there.
        func file(_ path: String, limit: Int) throws -> [UInt8]? {
            let place = try place(path)
            guard PrivateFolder.isThere(place) else { return nil }
            do {
                return try PrivateFile.read(place, limit: limit)
            } catch {
                switch error {
                case .tooLarge, .notAFile: throw EvidenceFolderError.unreadable(path)
                default: throw error
                }
            }
        }

        /// Where a file or folder of the evidence lies. Every folder on the way is one: a link would lead
        /// out of what was handed over.
        func place(_ path: String) throws -> FilePath {
            var place = folder
            for name in path.split(separator: "/").dropLast() {
                place.append(String(name))
                let type = try? place.stat(followTargetSymlink: false).type
                guard type == nil || type == .directory else {
                    throw EvidenceFolderError.unreadable(path)
                }
            }
            return folder.pushing(FilePath(path))
        }

        /// Files that are not named are no part of the evidence.
        func isFile(_ path: String) -> Bool {
            let place = folder.pushing(FilePath(path))
            return (try? place.stat(followTargetSymlink: false))?.type == .regular
        }

        func names(_ path: String, what: String, limit: Int) throws -> [String] {
            let place = try place(path)
            guard PrivateFolder.isThere(place) else { return [] }
            // A link would lead out of the folder.
            guard (try? place.stat(followTargetSymlink: false))?.type == .directory else {
                throw EvidenceFolderError.unreadable(path)
            }
            let names = try PrivateFolder.names(in: place)
            guard names.count <= limit else { throw EvidenceFolderError.tooMany(what) }
            return names.sorted()
        }

        func statement(_ path: String) throws -> LoggedStatement? {
            let limit = StatementLimits.textSizeInBytes
            guard let json = try file(path + ".json", limit: limit) else { return nil }
            guard
                let signature = try file(path + ".json.sig", limit: EvidenceFolder.signatureLimit)
            else { throw EvidenceFolderError.unreadable(path + ".json.sig") }
            let entry = try file(path + ".entry", limit: EvidenceFolder.entryRoom)
            let proof = try file(path + ".tlog-proof", limit: LogLimits.proofSizeInBytes)
            do {
                return LoggedStatement(
                    path: path,
                    signed: try SignedStatement(json: json, signature: signature, entry: entry),
                    proof: proof, further: try further(path))
            } catch let error as EvidenceFolderError {
                throw error
            } catch {
                throw EvidenceFolderError.unreadable(path)
            }
        }

        /// The proofs of a statement under other checkpoints.
        func further(_ path: String) throws -> [FurtherProof] {
            let parent = path.split(separator: "/").dropLast().joined(separator: "/")
            let prefix = parent.isEmpty ? "" : parent + "/"
            let files = FurtherProof.files(
                of: String(path.dropFirst(prefix.count)),
                among: try PrivateFolder.names(in: place(path).removingLastComponent()))
            guard files.count <= FurtherProof.maximum else {
                throw EvidenceFolderError.tooMany("proofs of a statement")
            }
            return try files.map { size, name in
                guard let bytes = try file(prefix + name, limit: LogLimits.proofSizeInBytes) else {
                    throw EvidenceFolderError.unreadable(prefix + name)
                }
                return FurtherProof(path: "\(path).\(size)", bytes: bytes)
            }
        }

        func lanes() throws -> [EvidenceLane] {
            let limit = EvidenceFolder.maximumLanes
            return try names(EvidenceFolder.lanesName, what: "deliveries", limit: limit)
                .map { name in
                    let path = "\(EvidenceFolder.lanesName)/\(name)"
                    guard let mailbox = MailboxAddress(name) else {
                        throw EvidenceFolderError.unreadable(path)
                    }
                    let files = try names(
                        path, what: "statements",
                        limit: (4 + FurtherProof.maximum)
                            * EvidenceFolder.maximumStatementsPerLane)
                    let stems = files.filter { $0.hasSuffix(".json") }.map { $0.dropLast(5) }
                    return EvidenceLane(
                        mailbox: mailbox, statements: try stems.map { try listed("\(path)/\($0)") })
                }
        }

        /// One that is listed is there, or its name is none that can be written in UTF-8.
        private func listed(_ path: String) throws -> LoggedStatement {
            guard let statement = try statement(path) else {
                throw EvidenceFolderError.unreadable(path + ".json")
            }
            return statement
        }

        func organisation(_ name: String) throws -> OrganisationFile {
            let path = "\(EvidenceFolder.keysName)/\(name)"
            do {
                // A file in it, so that the folder itself is looked at too.
                let first = try place(path + "/" + RecordFolder.fileName(1))
                let records = try RecordFolder.records(first.removingLastComponent())
                return OrganisationFile(
                    mode: try RecordFolder.mode(of: records), records: records)
            } catch is RecordError {
                throw EvidenceFolderError.unreadable(path)
            } catch FileError.tooLarge, FileError.notAFile {
                throw EvidenceFolderError.unreadable(path)
            }
        }

        /// Files of other names are no part of the evidence.
        func time() throws -> CarriedTime {
            var time = CarriedTime()
            for name in try names(
                CarriedTime.folderName, what: "tokens", limit: CarriedTime.maximumTokens)
            {
                let path = "\(CarriedTime.folderName)/\(name)"
                if let token = TokenName(file: name) {
                    let text = "\(CarriedTime.folderName)/\(TokenName.text(of: token.size))"
                    guard let stamped = try file(text, limit: LogLimits.noteSizeInBytes),
                        let der = try file(path, limit: TimestampLimits.tokenSizeInBytes)
                    else { throw EvidenceFolderError.unreadable(text) }
                    time.texts[token.size] = stamped
                    time.tokens.append(CarriedToken(name: token, der: der))
                } else if name.hasSuffix(CarriedTime.rootsEnding),
                    let authority = AuthorityName(
                        String(name.dropLast(CarriedTime.rootsEnding.count)))
                {
                    time.roots[authority] = try file(path, limit: TimestampLimits.listSizeInBytes)
                }
            }
            return time
        }

        func broker() throws -> BrokerKeys? {
            let path = "\(EvidenceFolder.keysName)/\(EvidenceFolder.brokerName)"
            let list = "\(path)/\(EvidenceFolder.signersName)"
            guard let line = try file(list, limit: EvidenceFolder.listLimit) else { return nil }
            guard let (name, keys) = SignerList.broker(line) else {
                throw EvidenceFolderError.unreadable(list)
            }
            let vkey = try file("\(path)/\(EvidenceFolder.logKeyName)", limit: 1024)
            do {
                let logKey = try vkey.map { bytes throws(NoteError) in
                    try VerifierKey(parsing: bytes.last == 10 ? Array(bytes.dropLast()) : bytes)
                }
                var found = BrokerKeys(name: name, serviceKeys: keys, logKey: logKey)
                found.logSuccessions = try successions(in: path, to: found)
                found.policy = try policy(in: path, of: found.logKeys)
                return found
            } catch is NoteError {
                throw EvidenceFolderError.unreadable("\(path)/\(EvidenceFolder.logKeyName)")
            }
        }

        /// How the log came to its key; nil where it has its first.
        private func successions(
            in path: String, to broker: BrokerKeys
        ) throws -> LogSuccessionHistory? {
            var signed: [SignedLogSuccession] = []
            for number in 2...LogLimits.logsPerBroker {
                let place = "\(path)/\(LogSuccession.statementName)-\(number)"
                let limit = LogLimits.successionSizeInBytes
                guard let bytes = try file(place + ".json", limit: limit) else { break }
                guard
                    let signature = try file(
                        place + ".json.sig", limit: EvidenceFolder.signatureLimit),
                    let entry = try file(place + ".entry", limit: EvidenceFolder.entryRoom)
                else { throw EvidenceFolderError.unreadable(place) }
                signed.append(
                    SignedLogSuccession(bytes: bytes, signature: signature, entry: entry))
            }
            guard !signed.isEmpty else { return nil }
            guard let found = try? LogSuccessionHistory(verifying: signed),
                found.current == broker.logKey, found.broker == broker.name
            else { throw EvidenceFolderError.unreadable("\(path)/\(LogSuccession.statementName)") }
            return found
        }

        /// The policy says of the same log, and of those that it continues, who must have witnessed it.
        private func policy(in path: String, of logs: LogKeys?) throws -> CarriedPolicy? {
            let place = "\(path)/\(EvidenceFolder.policyName)"
            guard let bytes = try file(place, limit: LogLimits.policySizeInBytes) else {
                return nil
            }
            var carried = try policy(bytes, at: place, of: logs)
            carried.former = try formerPolicies(in: path, of: logs)
            return carried
        }

        private func policy(
            _ bytes: [UInt8], at place: String, of logs: LogKeys?
        ) throws -> CarriedPolicy {
            guard let carried = try? CarriedPolicy(parsing: bytes), let logs,
                !carried.policy.logs.isEmpty,
                carried.policy.logs.allSatisfy({ logs.all.contains($0.key) })
            else { throw EvidenceFolderError.unreadable(place) }
            return carried
        }

        /// Files of other names are no part of the evidence.
        private func formerPolicies(
            in path: String, of logs: LogKeys?
        ) throws -> [CarriedPolicy.Former] {
            let names = try PrivateFolder.names(
                in: place(path + "/" + EvidenceFolder.policyName)
                    .removingLastComponent())
            var found: [CarriedPolicy.Former] = []
            for name in names {
                guard let until = CarriedPolicy.Former.time(inName: name) else { continue }
                guard found.count < CarriedPolicy.maximumFormer else {
                    throw EvidenceFolderError.tooMany("policies of witnesses")
                }
                let place = "\(path)/\(name)"
                guard let bytes = try file(place, limit: LogLimits.policySizeInBytes) else {
                    throw EvidenceFolderError.unreadable(place)
                }
                found.append(
                    CarriedPolicy.Former(
                        carried: try policy(bytes, at: place, of: logs), until: until))
            }
            return found.sorted { $0.until > $1.until }
        }
    }
}
