import Testing

/// A case that goes by hand: `evidence/` with its `case.json`, sealed into a file and opened from it.
extension Party {
    /// - Returns: its identifier.
    @discardableResult
    func sealCase(for mailbox: String, as file: String = "case.plomba") throws -> String {
        let sealed = try plomba(
            "seal", "evidence", "--case", "case.json", "--to", mailbox, "-o", file, "--format",
            "json")
        try #require(sealed.status == 0, "\(sealed.errors)")
        return try #require(sealed.json()["consignment"] as? String)
    }

    func openCase(_ file: String = "case.plomba", into name: String = "case") throws {
        let opened = try plomba("open", file, "-o", name)
        try #require(opened.status == 0, "\(opened.errors)")
    }
}
