import BagIt
import Primitives

/// A small file of the bag that is made in memory.
struct BagFile {
    /// Below bag/.
    let path: BagPath
    let content: [UInt8]

    /// - Parameter name: one of the fixed names of the format.
    init(_ name: String, _ content: [UInt8]) {
        self.init(path: BundlePaths.path(name), content)
    }

    init(path: BagPath, _ content: [UInt8]) {
        (self.path, self.content) = (path, content)
    }

    /// How it stands in the inner tar.
    func entry() throws(BagPathError) -> TarEntry {
        TarEntry(path: try path.below(BundlePaths.bag), size: UInt64(content.count))
    }
}
