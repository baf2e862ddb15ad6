import Broker
import Primitives
import TransparencyLog

extension BrokerHome {
    /// Whose cosignatures the log is to have; nil where the configuration or its policy says that
    /// nobody witnesses it.
    ///
    /// - Throws: `ConfigurationError.policy` for one that is malformed, that does not name this
    ///   broker's log, or that the rule of the quorum refuses.
    func witnessRules(
        _ configuration: HomeConfiguration
    ) throws(ConfigurationError) -> WitnessRules? {
        guard let witnesses = configuration.witnesses else { return nil }
        let bytes = try read(witnesses.policyPath, limit: LogLimits.policySizeInBytes)
        let policy: TrustPolicy
        do throws(PolicyError) {
            policy = try TrustPolicy(parsing: bytes)
        } catch {
            throw .policy(code: error.code, reason: error.message)
        }
        if let key = try existingLogKey(configuration),
            !policy.logs.contains(where: { $0.key == key })
        {
            // As after a new log was begun: the operator has the line from no other place but this.
            throw .policy(
                code: PolicyError.unknownLog.code, reason: "it has no line 'log \(key.text)'")
        }
        do throws(QuorumRuleError) {
            return try WitnessRules(
                policy,
                by: QuorumRule(
                    faulty: witnesses.faulty, operatorName: witnesses.operatorName))
        } catch {
            throw .policy(code: error.code, reason: error.message)
        }
    }
}
