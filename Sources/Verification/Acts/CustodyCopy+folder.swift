import BagIt
package import Custody
import EvidenceBundle
package import Primitives
import PrivateFiles
package import SystemPackage

extension CustodyCopy {
    /// What an opened case folder says it is a copy of. Whether that holds, its own checks say.
    ///
    /// - Returns: nil where seal, outer statement, case or manifest cannot be read.
    package init?(of caseFolder: FilePath, mode: Mode) {
        let bag = caseFolder.appending("bag")
        let custody = bag.appending("custody")
        // The seal has the highest number in custody/.
        guard let names = try? PrivateFolder.names(in: custody),
            let name = names.filter({ $0.hasSuffix("-Sealed.json") }).max(),
            let seal = try? PrivateFile.read(
                custody.appending(name), limit: StatementLimits.textSizeInBytes),
            let statement = try? StatementFolder(caseFolder).load(.deposit),
            let deposit = try? statement.unverified(as: DepositStatement.self, mode: mode),
            let exhibits = Self.exhibits(in: bag)
        else { return nil }
        self.init(
            seal: .of(seal), consignment: deposit.consignment, sender: deposit.sender,
            mailboxes: deposit.mailboxes, exhibits: exhibits)
    }

    private static func exhibits(in bag: FilePath) -> [[UInt8]: SHA256Digest?]? {
        guard
            let document = try? PrivateFile.read(
                bag.appending("case.json"), limit: CaseLimits.documentSize),
            let manifest = try? PrivateFile.read(
                bag.appending("manifest-sha256.txt"), limit: BagManifest.maximumSize),
            let entries = try? BagManifest.parse(manifest).entries
        else { return nil }
        let listed = Dictionary(
            entries.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        var exhibits: [[UInt8]: SHA256Digest?] = [:]
        for (number, path) in CaseFolderItems.numbers(of: document) {
            guard let path else {
                exhibits.updateValue(nil, forKey: Array(number.utf8))
                continue
            }
            // A described file that is in no list was not sealed: nobody acts upon it.
            if let digest = listed[path] {
                exhibits.updateValue(digest, forKey: Array(number.utf8))
            }
        }
        return exhibits
    }
}
