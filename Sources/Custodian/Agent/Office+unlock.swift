import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// The keys that are unlocked, and until when.
package struct UnlockedKeys: Sendable, Equatable {
    /// Without use until then, the keys are locked.
    package let idleEnd: Timestamp
    /// Then they are locked in any case.
    package let end: Timestamp
    package let process: Int64
}

extension Office {
    /// Asks for the passphrase once and starts the process that keeps the member's keys.
    ///
    /// One that runs already is replaced: its time begins anew.
    package func unlock(idleSeconds: UInt32) throws -> UnlockedKeys {
        let ring = KeyRing(folder: try absolute(home.keys.string))
        let mode = try OwnOrganisation(home).organisation.mode
        let keyFiles = try ring.digestOfMemberKeys()
        let passphrase = try askPassphrase()
        let identity = try ring.unlock(.memberEncryption, locker, passphrase)
        let signingKey = try ring.unlock(.memberSigning, locker, passphrase)
        let place = AgentPlace(home)
        let turn = try place.turn()
        defer { turn.release() }
        try place.clear()
        let earlier = AgentVisit(place)
        try AgentProcess.start(
            .init(
                idleSeconds: idleSeconds, longestSeconds: UInt32(AgentLimits.longestSeconds),
                keyFiles: keyFiles, keys: ring.folder, folder: absolute(home.agent.string),
                mode: mode),
            signingKey: signingKey, identity: identity)
        try earlier?.endAgent()
        guard let unlocked = try unlockedKeys() else { throw AgentError.notStarted }
        return unlocked
    }

    /// Nil when no keys are unlocked.
    package func unlockedKeys() throws -> UnlockedKeys? {
        guard let (greeting, process) = try AgentClient(home).greet() else { return nil }
        let now = clock.now
        guard let idleEnd = now.adding(seconds: Int64(greeting.idleSecondsLeft)),
            let end = now.adding(seconds: Int64(greeting.secondsLeftAtMost))
        else { return nil }
        return UnlockedKeys(idleEnd: idleEnd, end: end, process: Int64(process))
    }

    /// Ends the process that keeps the keys; false when there was none.
    package func lockKeys() throws -> Bool {
        guard PrivateFolder.isThere(home.agent) else { return false }
        let place = AgentPlace(home)
        let turn = try place.turn()
        defer { turn.release() }
        let agent = AgentVisit(place)
        try agent?.endAgent()
        place.removeDeadSocket()
        try place.clear()
        return agent != nil
    }
}
