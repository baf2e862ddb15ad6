import Primitives

/// Why no backup was made, or nothing was put back from one.
package enum BackupError: PlainFailure, Equatable {
    /// The broker has never run.
    case nothing
    /// There is something under the name that the backup would have.
    case exists(String)
    /// Not an age recipient as `age-keygen` prints it.
    case recipient
    /// The program `age` is not installed.
    case noAge
    /// It ended with this status.
    case age(status: Int32)
    /// A call of the operating system failed on this file.
    case system(String, name: String, errno: Int32)
    /// A file of the home changed its length while it was read.
    case changed(String)
    /// A name that no archive can hold.
    case name(String)
    /// The folder is no backup, or one of a later version.
    case notABackup(String)
    /// The list names a file that is not there.
    case missing(String)
    /// A file has another digest than the list says.
    case altered(String)
    /// A file that no list names.
    case unlisted(String)
    /// Something is in the folder into which the backup would be put back.
    case homeInUse
    /// The log that is there belongs to another key than the backup.
    case otherLog
    /// The log that is there is older than the backup's, or holds nothing that was signed.
    case staleLog
    /// The configuration puts the payloads outside the home.
    case dataElsewhere(String)
    /// What was put back does not hold together; the first fault.
    case damaged(String)
    /// So many payloads are not whole in the backup; the first of them.
    case damagedPayloads(Int, first: String)
    /// The configuration names keys outside the home, and a backup without them restores no broker.
    case keysOutside([String])

    package var code: String {
        switch self {
        case .nothing: "backup.nothing"
        case .exists: "backup.exists"
        case .recipient: "backup.recipient"
        case .noAge: "backup.no-age"
        case .age: "backup.age-failed"
        case .system: "backup.system-call-failed"
        case .changed: "backup.changed"
        case .name: "backup.name"
        case .notABackup: "backup.not-a-backup"
        case .missing: "backup.missing"
        case .altered: "backup.altered"
        case .unlisted: "backup.unlisted"
        case .homeInUse: "restore.home-in-use"
        case .otherLog: "restore.other-log"
        case .staleLog: "restore.stale-log"
        case .dataElsewhere: "restore.data-elsewhere"
        case .damaged: "restore.damaged"
        case .damagedPayloads: "restore.damaged-payloads"
        case .keysOutside: "backup.keys-outside"
        }
    }

    package var message: String {
        switch self {
        case .nothing: "the broker has stored nothing yet: there is nothing to back up"
        case .exists(let name): "\(SafeText.shown(name)) is there already: nothing was changed"
        case .recipient: "a recipient is what age-keygen prints, and begins with 'age1'"
        case .noAge: "the program 'age', which encrypts backups, is not installed"
        case .age(let status): "'age' did not encrypt the backup: it ended with \(status)"
        case .system(let call, let name, let errno):
            "\(SafeText.shown(name)): the system call \(call) failed with error \(errno)"
        case .changed(let name): "\(SafeText.shown(name)) changed while it was read"
        case .name(let name): "\(SafeText.shown(name)): the name is too long for an archive"
        case .notABackup(let reason): "this folder is not a whole backup: \(reason)"
        case .missing(let name): "\(SafeText.shown(name)) of the backup is missing"
        case .altered(let name): "\(SafeText.shown(name)) is not as it was backed up"
        case .unlisted(let name): "\(SafeText.shown(name)) does not belong to the backup"
        case .homeInUse: "there is a broker in that folder already: nothing was changed"
        case .otherLog: "the log folder that is there belongs to another log key than the backup's"
        case .staleLog:
            "the log folder that is there has signed what the log of the backup does not continue"
        case .dataElsewhere(let path):
            "this broker's payloads and database belong in \(SafeText.shown(path)), outside the home"
        case .damagedPayloads(let count, let first):
            "\(count) of the payloads are not whole in this backup, \(SafeText.shown(first)) among them"
        case .keysOutside(let names):
            "these keys are outside the home and would not be in the backup: "
                + names.map(SafeText.shown).joined(separator: ", ")
        case .damaged(let fault): "what was put back does not hold together: \(fault)"
        }
    }

    package var hint: String? {
        switch self {
        case .noAge: "install it (apt install age), or write --unencrypted onto an encrypted disk"
        case .homeInUse:
            "choose a folder that is empty, or holds only the log folder of the lost broker"
        case .missing, .altered, .unlisted, .notABackup, .damaged:
            "nothing was put back: unpack the backup again, or take another one"
        case .age: "its own words stand above"
        case .staleLog:
            "keep it, it may show that the log was forked, and take it out of the home: then the log of the backup is put back and waits for its witnesses"
        case .dataElsewhere(let path):
            "nothing was put back: repeat it with --data \(SafeText.shown(path)) if that is meant"
        case .damagedPayloads:
            "nothing was put back: another backup may have them; --accept-damaged puts all the rest back"
        case .keysOutside:
            "move them into the home, or keep them safe yourself and add --without-keys"
        default: nil
        }
    }
}
