import BrokerClient
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// Looks for what is near its end, not backed up, or unsafe; changes nothing.
///
/// A home that is open to others is looked at all the same: that is what there is to say.
package struct Doctor: Sendable {
    private let path: FilePath
    private let clock: Clock
    private let swap: SwapCheck

    package init(path: String, clock: Clock) {
        self.init(path: FilePath(path), clock: clock, swap: .system)
    }

    init(path: FilePath, clock: Clock, swap: SwapCheck) {
        self.path = path
        self.clock = clock
        self.swap = swap
    }

    /// What can be known without asking anybody.
    ///
    /// - Throws: ``HomeError/noHome(_:)``.
    package func examine() throws -> Findings {
        let home = Home(at: path)
        guard PrivateFolder.isThere(path.appending("home.json")) else {
            throw HomeError.noHome(path)
        }
        var findings = Findings()
        findings.found = HomeCheck(path: path).findings()
        findings.found += RecoveryCheck(home: home, now: clock.now).findings()
        findings.found += records(home)
        findings.found += CharterCheck(home: home, now: clock.now).findings()
        findings.found += LogMemoryCheck(home: home).findings()
        findings.found += [swap.finding(), agent(home)].compactMap { $0 }
        return findings
    }

    private func records(_ home: Home) -> [Finding] {
        let check = RecordCheck(now: clock.now)
        do {
            let organisation = try OwnOrganisation(home).organisation
            let own = OrganisationSummary(organisation, at: clock.now)
            let (partners, damaged) = try PartnerBook(home).read(at: clock.now)
            let memory = PartnerMemoryCheck(home: home).finding(partners)
            return try [check.finding(own), memory].compactMap { $0 }
                + OwnHistoryCheck(now: clock.now).findings(organisation, home)
                + partners.compactMap(check.finding)
                + partners.flatMap(PartnerStandingCheck().findings)
                + damaged.map {
                    Finding($0.failure.code, $0.failure.message, hint: DamagedPartner.hint)
                }
        } catch let failure as any PlainFailure {
            return [Finding(failure)]
        } catch {
            return [Finding(HomeError.damaged(file: path, reason: "it cannot be read"))]
        }
    }

    private func agent(_ home: Home) -> Finding? {
        // Keys that cannot be read are told elsewhere; then nothing can be unlocked from them.
        guard let client = try? AgentClient(home) else { return nil }
        do {
            guard let (greeting, _) = try client.greet() else { return nil }
            let end = clock.now.adding(seconds: Int64(greeting.idleSecondsLeft)) ?? clock.now
            return Finding(
                "agent.unlocked", "your keys are unlocked until \(end.text) or later",
                hint: "run 'plomba lock' before you leave the computer")
        } catch {
            return Finding(error)
        }
    }
}

extension Office {
    /// What only the broker can tell: whether it is there, what time it is, and whether another computer
    /// of ours has changed the record.
    package func examineBroker(_ findings: inout Findings) async throws {
        guard try BrokerTrust.loadIfThere(home) != nil else {
            findings.found.append(Finding(BrokerTrustError.none))
            return
        }
        do {
            let difference = try await withBroker { session in
                let isOff = abs(session.secondsAhead) > BrokerSession.toleratedSeconds
                // What is asked with a wrong time is refused: one thing after the other.
                if !isOff, let failure = try await unknownRecord(by: session) { throw failure }
                return session.secondsAhead
            }
            guard abs(difference) > BrokerSession.toleratedSeconds else { return }
            findings.found.append(
                Finding(
                    "clock.off",
                    "the clock of this computer is " + BrokerSession.told(difference)
                        + " the broker's",
                    hint: "set it right: what you sign carries its time"))
        } catch let failure as BrokerClientError where failure.isOffline {
            findings.unknown.append(Finding(failure))
        } catch OwnRecordError.expired {
            // Told already, in more words.
        } catch let failure as any PlainFailure {
            findings.found.append(Finding(failure))
        }
    }

    private func unknownRecord(by session: BrokerSession) async throws -> OwnRecordError? {
        let own = try OwnOrganisation(home).organisation
        let answer = try await session.connection.organisation(own.fingerprint)
        return try answer.flatMap { OwnRecordError(own, shown: try history($0, of: own)) }
    }
}
