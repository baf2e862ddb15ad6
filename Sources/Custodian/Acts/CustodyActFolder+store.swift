import Custody
import PrivateFiles
import SystemPackage
import Verification

extension CustodyActFolder {
    /// Keeps a new act: the signature first, so that an act that is there is whole.
    func store(_ act: SignedCustodyAct, number: Int) throws(FileError) {
        let path = path(number)
        guard !PrivateFolder.isThere(path) else { throw .alreadyThere(path) }
        guard isFolder || !PrivateFolder.isThere(place) else { throw .notAFolder(place) }
        try PrivateFolder.makeAll(place)
        try PrivateFile.write(act.signature, to: Self.signature(path))
        try PrivateFile.write(act.json, to: path)
    }
}
