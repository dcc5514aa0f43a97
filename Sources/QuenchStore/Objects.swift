import CHDF5

/// How a data set lies in the file.
struct DatasetShape {
  var extent: [Int]
  /// Nil: as large as `extent`; −1: without limit.
  var maximum: [Int]?
  /// Nil: contiguous.
  var chunk: [Int]?
  var filters: [Filter] = []
}

/// The filters this house writes; all are part of every HDF5 library.
enum Filter: Hashable {
  case fletcher32
  case shuffle
  case deflate(level: UInt32)
}

/// The element types this house writes, little-endian.
enum ElementType {
  case float32, float64, int32, int64, uint64

  var id: hid_t {
    switch self {
    case .float32: quench_h5_float32()
    case .float64: quench_h5_float64()
    case .int32: quench_h5_int32()
    case .int64: quench_h5_int64()
    case .uint64: quench_h5_uint64()
    }
  }

  var size: Int {
    switch self {
    case .float32, .int32: 4
    default: 8
    }
  }
}

/// Creates groups, data sets and attributes below one place of a file.
struct ObjectWriter {
  let path: String

  func context(_ operation: String) -> Context { Context(path, operation) }

  /// A new file with checksummed metadata (format 1.10), which concurrent readers need.
  func createFile() throws(StoreError) -> Handle {
    let here = context("create the file")
    let access = try Handle(closedBy: H5Pclose, here) { H5Pcreate(quench_h5p_file_access()) }
    let id = access.id
    try check(here) { H5Pset_libver_bounds(id, H5F_LIBVER_V110, H5F_LIBVER_V110) }
    return try Handle(closedBy: H5Fclose, here) {
      Files.keptFromChildren(
        H5Fcreate(path, quench_h5f_exclusive(), quench_h5p_default(), id))
    }
  }

  /// A closed file, to add to it.
  func openForEditing() throws(StoreError) -> Handle {
    let here = context("open the copy")
    let access = try Handle(closedBy: H5Pclose, here) { H5Pcreate(quench_h5p_file_access()) }
    let id = access.id
    try check(here) { H5Pset_libver_bounds(id, H5F_LIBVER_V110, H5F_LIBVER_V110) }
    return try Handle(closedBy: H5Fclose, here) {
      Files.keptFromChildren(H5Fopen(path, quench_h5f_read_write(), id))
    }
  }

  func open(_ name: String, in parent: borrowing Handle) throws(StoreError) -> Handle {
    let parent = parent.id
    return try Handle(closedBy: H5Oclose, context("open \(name)")) {
      H5Oopen(parent, name, quench_h5p_default())
    }
  }

  func group(_ name: String, in parent: borrowing Handle) throws(StoreError) -> Handle {
    let parent = parent.id
    return try Handle(closedBy: H5Gclose, context("create \(name)")) {
      H5Gcreate2(
        parent, name, quench_h5p_default(), quench_h5p_default(), quench_h5p_default())
    }
  }

  func space(_ shape: DatasetShape) throws(StoreError) -> Handle {
    let extent = shape.extent.map { hsize_t($0) }
    let maximum = (shape.maximum ?? shape.extent).map {
      $0 < 0 ? quench_h5s_unlimited() : hsize_t($0)
    }
    return try Handle(closedBy: H5Sclose, context("describe an array")) {
      H5Screate_simple(Int32(extent.count), extent, maximum)
    }
  }

  /// `fill` holds one element's bytes.
  func dataset(
    _ name: String, in parent: borrowing Handle, _ type: ElementType, _ shape: DatasetShape,
    fill: [UInt8]? = nil
  ) throws(StoreError) -> Handle {
    let here = context("create \(name)")
    let space = try space(shape)
    let creation = try creationProperties(shape, type, fill: fill, here)
    let access = try accessProperties(shape, type, here)
    let ids = (parent.id, type.id, space.id, creation.id, access.id)
    return try Handle(closedBy: H5Dclose, here) {
      H5Dcreate2(ids.0, name, ids.1, ids.2, quench_h5p_default(), ids.3, ids.4)
    }
  }

  private func creationProperties(
    _ shape: DatasetShape, _ type: ElementType, fill: [UInt8]?, _ here: Context
  ) throws(StoreError) -> Handle {
    let list = try Handle(closedBy: H5Pclose, here) { H5Pcreate(quench_h5p_dataset_create()) }
    let id = list.id
    if let chunk = shape.chunk {
      let sizes = chunk.map { hsize_t($0) }
      try check(here) { H5Pset_chunk(id, Int32(sizes.count), sizes) }
    }
    for filter in shape.filters {
      switch filter {
      case .fletcher32: try check(here) { H5Pset_fletcher32(id) }
      case .shuffle: try check(here) { H5Pset_shuffle(id) }
      case .deflate(let level): try check(here) { H5Pset_deflate(id, level) }
      }
    }
    if let fill { try check(here) { H5Pset_fill_value(id, type.id, fill) } }
    return list
  }

  /// A chunk set larger than its cache is written many times over.
  private func accessProperties(
    _ shape: DatasetShape, _ type: ElementType, _ here: Context
  ) throws(StoreError) -> Handle {
    let list = try Handle(closedBy: H5Pclose, here) { H5Pcreate(quench_h5p_dataset_access()) }
    if let chunk = shape.chunk {
      let id = list.id
      let bytes = chunk.reduce(type.size, *)
      try check(here) { H5Pset_chunk_cache(id, 521, max(2 * bytes, 1 << 16), 0.75) }
    }
    return list
  }

  /// A data set of fixed extent, written at once.
  func array<Element: BitwiseCopyable>(
    _ name: String, in parent: borrowing Handle, _ type: ElementType, _ values: [Element],
    shape: [Int]
  ) throws(StoreError) {
    let large = values.count * type.size > 1 << 16
    let dataset = try dataset(
      name, in: parent, type,
      DatasetShape(
        extent: shape, chunk: large ? chunk(of: shape, type) : nil,
        filters: large ? [.shuffle, .deflate(level: 1)] : []))
    if !values.isEmpty {
      let id = dataset.id
      try check(context("write \(name)")) {
        H5Dwrite(
          id, type.id, quench_h5s_all(), quench_h5s_all(), quench_h5p_default(), values)
      }
    }
    try dataset.close(context("close \(name)"))
  }

  private func chunk(of shape: [Int], _ type: ElementType) -> [Int] {
    var chunk = shape
    for axis in shape.indices {
      let bytes = chunk.reduce(type.size, *)
      let limit = 1 << 20
      if bytes <= limit { break }
      chunk[axis] = max(1, chunk[axis] * limit / bytes)
    }
    return chunk
  }

  /// A second name for an existing data set.
  func link(
    _ source: borrowing Handle, _ name: String, to target: borrowing Handle, _ newName: String
  ) throws(StoreError) {
    let (source, target) = (source.id, target.id)
    try check(context("link \(newName)")) {
      H5Lcreate_hard(
        source, name, target, newName, quench_h5p_default(), quench_h5p_default())
    }
  }
}
