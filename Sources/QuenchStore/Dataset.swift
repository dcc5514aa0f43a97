import CHDF5

/// An open data set that grows by frames, closed once and with its result checked.
final class Dataset {
  let name: String
  let type: ElementType
  let id: hid_t
  private(set) var extent: [Int]
  private var handle: Handle?

  init(_ handle: consuming Handle, _ name: String, _ type: ElementType, extent: [Int]) {
    self.name = name
    self.type = type
    self.extent = extent
    id = handle.id
    self.handle = consume handle
  }

  func grow(to extent: [Int], _ path: String) throws(StoreError) {
    guard extent != self.extent else { return }
    let sizes = extent.map { hsize_t($0) }
    try check(Context(path, "extend \(name)")) { H5Dset_extent(id, sizes) }
    self.extent = extent
  }

  /// Writes rows `start`… of a data set whose other axes are written whole.
  func write<Element: BitwiseCopyable>(
    _ values: [Element], from start: Int, rows: Int, _ path: String
  )
    throws(StoreError)
  {
    let here = Context(path, "write \(name)")
    let file = try Handle(closedBy: H5Sclose, here) { H5Dget_space(id) }
    var offset = [hsize_t](repeating: 0, count: extent.count)
    var count = extent.map { hsize_t($0) }
    offset[0] = hsize_t(start)
    count[0] = hsize_t(rows)
    let memory = try Handle(closedBy: H5Sclose, here) {
      H5Screate_simple(Int32(count.count), count, nil)
    }
    let ids = (file.id, memory.id)
    try check(here) { H5Sselect_hyperslab(ids.0, H5S_SELECT_SET, offset, nil, count, nil) }
    try check(here) { H5Dwrite(id, type.id, ids.1, ids.0, quench_h5p_default(), values) }
  }

  func writeChunk(
    _ chunk: EncodedFrame.Chunk, at offset: [Int], _ path: String
  ) throws(StoreError) {
    let offset = offset.map { hsize_t($0) }
    try check(Context(path, "write \(name)")) {
      H5Dwrite_chunk(
        id, quench_h5p_default(), chunk.skipped, offset, chunk.bytes.count, chunk.bytes)
    }
  }

  func close(_ path: String) throws(StoreError) {
    guard let handle = handle.take() else { return }
    try handle.close(Context(path, "close \(name)"))
  }
}
