import Age
import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

extension Office {
    /// Takes from a stick, or a folder, everything on it that is for this organisation.
    ///
    /// What is wrong with one parcel does not keep the others from being taken. Nothing on the carrier is changed.
    ///
    /// - Throws: when the carrier cannot be read at all, or the keys cannot be unlocked.
    package func importCarrier(_ path: String) throws -> ImportReport {
        let (outbox, inbox) = (try home.lock(.outbox), try home.lock(.inbox))
        defer {
            outbox.release()
            inbox.release()
        }
        // Before the passphrase is asked: an empty stick is not worth it.
        let parcels = try Carrier(path).parcels()
        let own = try ownParcels()
        let identities =
            parcels.allSatisfy({ own.contains($0.name) })
            ? IdentitySet() : try memberIdentities()
        return ImportReport(
            parcels: parcels.map { parcel in
                ImportedParcel(
                    folder: parcel.name,
                    outcome: own.contains(parcel.name)
                        ? .ours : outcome(of: parcel, identities))
            })
    }

    private func outcome(
        of parcel: FoundParcel, _ identities: IdentitySet
    ) -> ImportedParcel.Outcome {
        do {
            let folder = try parcel.folder()
            let opened = try SealedParcel.open(folder.head(), identities: identities)
            let mode = try OwnOrganisation(home).organisation.mode
            guard try Statement(parsing: opened.deposit.json).mode == mode else {
                throw CarrierError.otherMode
            }
            let deposit = try opened.deposit.unverified(as: DepositStatement.self, mode: mode)
            let own = try OwnOrganisation(home).reference
            return deposit.sender == own
                ? .answered(try takeAnswers(opened, deposit))
                : .arrived(try takeCase(opened, deposit, folder))
        } catch ParcelError.forSomebodyElse {
            return .forSomebodyElse
        } catch let failure as any PlainFailure {
            return .refused(failure)
        } catch {
            return .refused(FileError.other(FilePath(parcel.name), .ioError))
        }
    }

    /// The names of what this computer has put on carriers.
    private func ownParcels() throws -> Set<String> {
        guard let device = try? KeyRing(home).device() else { return [] }
        let (outbox, inbox) = (Outbox(home), Inbox(home))
        let sent = try outbox.all().compactMap { try outbox.deposit($0).load(.deposit) }
        let received = try inbox.all().compactMap { try inbox.delivery($0).load(.deposit) }
        return Set(
            (sent + received).map { Parcel.folderName(of: $0, by: device.publicKey.id) })
    }
}
