import CHDF5

/// Looks into a file that may come from a stranger: sizes are checked before memory is taken, and
/// only links that stay in the file are followed.
struct ObjectReader {
  let path: String
  /// Bytes; what is read from the file is bounded by it.
  let fileSize: Int

  /// Deflate packs at most 1,032 : 1 (zlib's documentation).
  static let largestRatio = 1100

  func context(_ operation: String) -> Context { Context(path, operation) }

  func corrupt(_ message: String) -> StoreError { StoreError(.corrupt, path: path, message) }

  /// Throws where an array cannot be as large as the file says.
  func bound(_ extent: [Int], elementSize: Int, _ name: String) throws(StoreError) {
    var bytes = elementSize
    for size in extent {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { throw corrupt("\(name) has an impossible size") }
      bytes = product
    }
    guard bytes / Self.largestRatio <= fileSize + 65_536 else {
      throw corrupt("\(name) claims \(bytes) bytes in a file of \(fileSize)")
    }
  }

  func open(following: Bool) throws(StoreError) -> Handle {
    let here = context("open")
    let access = try Handle(closedBy: H5Pclose, here) { H5Pcreate(quench_h5p_file_access()) }
    let flags = quench_h5f_read_only() | (following ? quench_h5f_swmr_read() : 0)
    let id = access.id
    // Room for a row of chunks of many frames each: frame by frame they would be unpacked again
    // and again.
    try check(here) { H5Pset_cache(id, 0, 10_007, 64 << 20, 0.75) }
    return try Handle(closedBy: H5Fclose, here) {
      Files.keptFromChildren(H5Fopen(path, flags, id))
    }
  }

  /// The names below a group, at most 10,000.
  func names(in group: borrowing Handle) throws(StoreError) -> [String] {
    let id = group.id
    let here = context("list a group")
    var summary = H5G_info_t()
    try check(here) { H5Gget_info(id, &summary) }
    guard summary.nlinks <= 10_000 else { throw corrupt("a group has \(summary.nlinks) members") }
    var names: [String] = []
    for index in 0..<summary.nlinks {
      let length = try check(here) {
        H5Lget_name_by_idx(
          id, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, quench_h5p_default())
      }
      guard length < 4096 else { throw corrupt("a name of \(length) bytes") }
      var buffer = [CChar](repeating: 0, count: length + 1)
      try check(here) {
        H5Lget_name_by_idx(
          id, ".", H5_INDEX_NAME, H5_ITER_INC, index, &buffer, length + 1, quench_h5p_default())
      }
      names.append(
        String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return names
  }

  /// The object at a path of names, or nil where there is none.
  func find(_ name: String, in parent: borrowing Handle) throws(StoreError) -> Handle? {
    let id = parent.id
    let here = context("open \(name)")
    var walked = ""
    for part in name.split(separator: "/") {
      walked += walked.isEmpty ? String(part) : "/" + part
      guard try check(here, { H5Lexists(id, walked, quench_h5p_default()) }) > 0 else {
        return nil
      }
      var link = H5L_info_t()
      try check(here) { H5Lget_info(id, walked, &link, quench_h5p_default()) }
      guard link.type == H5L_TYPE_HARD else {
        throw StoreError(
          .unsupported, path: path, "\(walked) is a soft or external link, which is not followed")
      }
    }
    return try Handle(closedBy: H5Oclose, here) { H5Oopen(id, walked, quench_h5p_default()) }
  }

  func isDataset(_ object: borrowing Handle) -> Bool { H5Iget_type(object.id) == H5I_DATASET }

  func isGroup(_ object: borrowing Handle) -> Bool { H5Iget_type(object.id) == H5I_GROUP }

  func extent(of dataset: borrowing Handle, _ name: String) throws(StoreError) -> [Int] {
    try extent(ofDataset: dataset.id, name)
  }

  func extent(ofDataset id: hid_t, _ name: String) throws(StoreError) -> [Int] {
    let here = context("read the shape of \(name)")
    let space = try Handle(closedBy: H5Sclose, here) { H5Dget_space(id) }
    return try extent(ofSpace: space, name)
  }

  private func extent(
    ofSpace space: borrowing Handle, _ name: String
  ) throws(StoreError) -> [Int] {
    let here = context("read the shape of \(name)")
    let id = space.id
    guard H5Sget_simple_extent_type(id) != H5S_NULL else { return [0] }
    let rank = try check(here) { H5Sget_simple_extent_ndims(id) }
    var sizes = [hsize_t](repeating: 0, count: Int(rank))
    try check(here) { H5Sget_simple_extent_dims(id, &sizes, nil) }
    guard sizes.allSatisfy({ $0 < 1 << 48 }) else {
      throw corrupt("\(name) has an impossible size")
    }
    return sizes.map { Int($0) }
  }

  /// All numbers of a small data set, converted to Double.
  func numbers(_ dataset: borrowing Handle, _ name: String) throws(StoreError) -> [Double] {
    let count = try boundedCount(dataset, name)
    let id = dataset.id
    var values = [Double](repeating: 0, count: count)
    guard count > 0 else { return values }
    try check(context("read \(name)")) {
      H5Dread(
        id, quench_h5_native_double(), quench_h5s_all(), quench_h5s_all(), quench_h5p_default(),
        &values)
    }
    return values
  }

  func integers(_ dataset: borrowing Handle, _ name: String) throws(StoreError) -> [Int64] {
    let count = try boundedCount(dataset, name)
    let id = dataset.id
    var values = [Int64](repeating: 0, count: count)
    guard count > 0 else { return values }
    try check(context("read \(name)")) {
      H5Dread(
        id, quench_h5_native_int64(), quench_h5s_all(), quench_h5s_all(), quench_h5p_default(),
        &values)
    }
    return values
  }

  func unsignedIntegers(
    _ dataset: borrowing Handle, _ name: String
  ) throws(StoreError) -> [UInt64] {
    let count = try boundedCount(dataset, name)
    let id = dataset.id
    var values = [UInt64](repeating: 0, count: count)
    guard count > 0 else { return values }
    try check(context("read \(name)")) {
      H5Dread(
        id, quench_h5_uint64(), quench_h5s_all(), quench_h5s_all(), quench_h5p_default(),
        &values)
    }
    return values
  }

  private func boundedCount(
    _ dataset: borrowing Handle, _ name: String
  ) throws(StoreError) -> Int {
    guard isDataset(dataset) else { throw corrupt("\(name) is not a data set") }
    try refuseForeignStorage(dataset, name)
    let extent = try extent(of: dataset, name)
    // Converted to eight bytes each, whatever the file has.
    try bound(extent, elementSize: 1, name)
    return extent.reduce(1, *)
  }

  /// Data outside the file (external files, virtual data sets) are not followed.
  func refuseForeignStorage(_ dataset: borrowing Handle, _ name: String) throws(StoreError) {
    let id = dataset.id
    let here = context("look at \(name)")
    let list = try Handle(closedBy: H5Pclose, here) { H5Dget_create_plist(id) }
    let plist = list.id
    let external = try check(here) { H5Pget_external_count(plist) }
    guard external == 0, H5Pget_layout(plist) != H5D_VIRTUAL else {
      throw StoreError(
        .unsupported, path: path, "\(name) keeps its numbers in other files, which is not followed")
    }
  }
}
