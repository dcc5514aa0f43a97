import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ObjectReader {
  /// Strings of an attribute, of fixed or variable length; nil where there is none.
  func texts(attribute name: String, of object: borrowing Handle) throws(StoreError) -> [String]? {
    let here = context("read attribute \(name)")
    let id = object.id
    guard try check(here, { H5Aexists(id, name) }) > 0 else { return nil }
    let attribute = try Handle(closedBy: H5Aclose, here) {
      H5Aopen(id, name, quench_h5p_default())
    }
    let source = attribute.id
    let type = try Handle(closedBy: H5Tclose, here) { H5Aget_type(source) }
    let space = try Handle(closedBy: H5Sclose, here) { H5Aget_space(source) }
    return try texts(type, space, here) { H5Aread(source, $0, $1) }
  }

  func text(attribute name: String, of object: borrowing Handle) throws(StoreError) -> String? {
    try texts(attribute: name, of: object)?.first
  }

  /// Strings of a data set.
  func texts(_ dataset: borrowing Handle, _ name: String) throws(StoreError) -> [String] {
    let here = context("read \(name)")
    guard isDataset(dataset) else { throw corrupt("\(name) is not a data set") }
    try refuseForeignStorage(dataset, name)
    let id = dataset.id
    let type = try Handle(closedBy: H5Tclose, here) { H5Dget_type(id) }
    let space = try Handle(closedBy: H5Sclose, here) { H5Dget_space(id) }
    return try texts(type, space, here) {
      H5Dread(id, $0, quench_h5s_all(), quench_h5s_all(), quench_h5p_default(), $1)
    } ?? []
  }

  private func texts(
    _ type: borrowing Handle, _ space: borrowing Handle, _ here: Context,
    _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
  ) throws(StoreError) -> [String]? {
    let (typeID, spaceID) = (type.id, space.id)
    guard H5Tget_class(typeID) == H5T_STRING else { return nil }
    let count = Int(H5Sget_simple_extent_npoints(spaceID))
    guard count >= 0, count <= 1 << 24 else { throw corrupt("\(count) strings") }
    guard count > 0 else { return [] }
    if H5Tis_variable_str(typeID) > 0 {
      try bound([count], elementSize: 8, "an array of strings")
      return try variableTexts(typeID, spaceID, count, here, read)
    }
    let width = H5Tget_size(typeID)
    try bound([count, width], elementSize: 1, "an array of strings")
    var bytes = [UInt8](repeating: 0, count: count * width)
    try bytes.withUnsafeMutableBufferPointer { (bytes) throws(StoreError) in
      guard let base = bytes.baseAddress else { return }
      try check(here) { read(typeID, base) }
    }
    // Padded with zeros or, by Fortran programs, with blanks.
    let pad: UInt8 = H5Tget_strpad(typeID) == H5T_STR_SPACEPAD ? 0x20 : 0
    return (0..<count).map { row in
      var text = bytes[(row * width)..<((row + 1) * width)]
      if pad == 0, H5Tget_strpad(typeID) == H5T_STR_NULLTERM { text = text.prefix { $0 != 0 } }
      while text.last == pad { text = text.dropLast() }
      return String(decoding: text, as: UTF8.self)
    }
  }

  private func variableTexts(
    _ type: hid_t, _ space: hid_t, _ count: Int, _ here: Context,
    _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
  ) throws(StoreError) -> [String] {
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    try pointers.withUnsafeMutableBufferPointer { (bytes) throws(StoreError) in
      guard let base = bytes.baseAddress else { return }
      try check(here) { read(type, base) }
    }
    let texts = pointers.map { $0.map { String(cString: $0) } ?? "" }
    H5Dvlen_reclaim(type, space, quench_h5p_default(), &pointers)
    return texts
  }

  /// Numbers of an attribute; nil where there is none or it is not numeric.
  func numbers(
    attribute name: String, of object: borrowing Handle
  ) throws(StoreError) -> [Double]? {
    let here = context("read attribute \(name)")
    let id = object.id
    guard try check(here, { H5Aexists(id, name) }) > 0 else { return nil }
    let attribute = try Handle(closedBy: H5Aclose, here) {
      H5Aopen(id, name, quench_h5p_default())
    }
    let source = attribute.id
    let type = try Handle(closedBy: H5Tclose, here) { H5Aget_type(source) }
    let space = try Handle(closedBy: H5Sclose, here) { H5Aget_space(source) }
    let kind = H5Tget_class(type.id)
    guard kind == H5T_INTEGER || kind == H5T_FLOAT else { return nil }
    let count = Int(H5Sget_simple_extent_npoints(space.id))
    guard count >= 0, count <= 1 << 16 else { throw corrupt("attribute \(name) is too large") }
    var values = [Double](repeating: 0, count: count)
    guard count > 0 else { return values }
    try check(here) { H5Aread(source, quench_h5_native_double(), &values) }
    return values
  }
}

extension ObjectReader {
  /// All attributes of an object that are texts or numbers.
  func attributes(of object: borrowing Handle) throws(StoreError) -> [String: StoredAttribute] {
    let id = object.id
    let here = context("list attributes")
    var summary = H5O_info_t()
    try check(here) { H5Oget_info(id, &summary) }
    guard summary.num_attrs <= 1000 else { throw corrupt("\(summary.num_attrs) attributes") }
    var found: [String: StoredAttribute] = [:]
    for index in 0..<summary.num_attrs {
      var name = [CChar](repeating: 0, count: 1024)
      let length = try check(here) {
        H5Aget_name_by_idx(
          id, ".", H5_INDEX_NAME, H5_ITER_INC, index, &name, 1024, quench_h5p_default())
      }
      let text = String(
        decoding: name.prefix(min(1023, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      found[text] = try attribute(text, of: object)
    }
    return found
  }

  private func attribute(
    _ name: String, of object: borrowing Handle
  ) throws(StoreError) -> StoredAttribute? {
    let here = context("read attribute \(name)")
    let id = object.id
    let attribute = try Handle(closedBy: H5Aclose, here) {
      H5Aopen(id, name, quench_h5p_default())
    }
    let source = attribute.id
    let type = try Handle(closedBy: H5Tclose, here) { H5Aget_type(source) }
    let space = try Handle(closedBy: H5Sclose, here) { H5Aget_space(source) }
    let isScalar = H5Sget_simple_extent_type(space.id) == H5S_SCALAR
    if let texts = try texts(attribute: name, of: object) {
      return isScalar ? .text(texts.first ?? "") : .texts(texts)
    }
    guard isScalar, let number = try numbers(attribute: name, of: object)?.first else { return nil }
    if H5Tget_class(type.id) == H5T_INTEGER, let integer = Int64(exactly: number) {
      return .integer(integer)
    }
    return .number(number)
  }
}
