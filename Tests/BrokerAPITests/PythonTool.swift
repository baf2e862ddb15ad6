import Foundation
import TestSupport

/// The Python of the test environment, running one of our scripts.
enum PythonTool {
    /// Runs a script of `Tests/Interop` with a JSON object on its standard input.
    ///
    /// - Returns: the JSON object that it prints, or nil when it fails.
    static func run(_ script: String, _ input: [String: Any]) throws -> [String: Any]? {
        let folder = try Folder()
        let order = try JSONSerialization.data(withJSONObject: input)
        let outcome = try Tool.python(
            script, [], input: folder.write("order.json", Array(order)))
        guard outcome.status == 0 else { return nil }
        return try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    }
}
