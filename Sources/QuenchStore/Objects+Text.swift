import CHDF5

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ObjectWriter {
  /// A string type of variable length, UTF-8.
  private func variableText(_ here: Context) throws(StoreError) -> Handle {
    let type = try Handle(closedBy: H5Tclose, here) { H5Tcopy(quench_h5_c_string()) }
    let id = type.id
    try check(here) { H5Tset_size(id, quench_h5_variable()) }
    try check(here) { H5Tset_cset(id, H5T_CSET_UTF8) }
    return type
  }

  /// A string type of so many bytes, padded with zeros, UTF-8.
  private func fixedText(_ size: Int, _ here: Context) throws(StoreError) -> Handle {
    let type = try Handle(closedBy: H5Tclose, here) { H5Tcopy(quench_h5_c_string()) }
    let id = type.id
    try check(here) { H5Tset_size(id, max(1, size)) }
    try check(here) { H5Tset_strpad(id, H5T_STR_NULLPAD) }
    try check(here) { H5Tset_cset(id, H5T_CSET_UTF8) }
    return type
  }

  /// Units and names: readers look for strings of variable length.
  func attribute(_ name: String, on object: borrowing Handle, _ text: String) throws(StoreError) {
    try attribute(name, on: object, [text], isScalar: true)
  }

  func attribute(
    _ name: String, on object: borrowing Handle, _ texts: [String], isScalar: Bool = false
  ) throws(StoreError) {
    let here = context("write attribute \(name)")
    let type = try variableText(here)
    let space =
      isScalar
      ? try Handle(closedBy: H5Sclose, here) { H5Screate(H5S_SCALAR) }
      : try space(DatasetShape(extent: [texts.count]))
    let ids = (object.id, type.id, space.id)
    let attribute = try Handle(closedBy: H5Aclose, here) {
      H5Acreate2(ids.0, name, ids.1, ids.2, quench_h5p_default(), quench_h5p_default())
    }
    let id = attribute.id
    // A C string ends at its first zero byte, whatever the Swift string holds.
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    if !texts.isEmpty { try check(here) { H5Awrite(id, ids.1, &pointers) } }
    try attribute.close(here)
  }

  func attribute(
    _ name: String, on object: borrowing Handle, _ value: StoredAttribute
  ) throws(StoreError) {
    switch value {
    case .text(let text): try attribute(name, on: object, text)
    case .texts(let texts): try attribute(name, on: object, texts)
    case .number(let number):
      try attribute(name, on: object, .float64, [number], isScalar: true)
    case .integer(let integer):
      try attribute(name, on: object, .int64, [integer], isScalar: true)
    }
  }

  func attribute<Element: BitwiseCopyable>(
    _ name: String, on object: borrowing Handle, _ type: ElementType, _ values: [Element],
    isScalar: Bool = false
  ) throws(StoreError) {
    let here = context("write attribute \(name)")
    let space =
      isScalar
      ? try Handle(closedBy: H5Sclose, here) { H5Screate(H5S_SCALAR) }
      : try space(DatasetShape(extent: [values.count]))
    let ids = (object.id, type.id, space.id)
    let attribute = try Handle(closedBy: H5Aclose, here) {
      H5Acreate2(ids.0, name, ids.1, ids.2, quench_h5p_default(), quench_h5p_default())
    }
    let id = attribute.id
    if !values.isEmpty { try check(here) { H5Awrite(id, ids.1, values) } }
    try attribute.close(here)
  }

  /// Text of any length as a data set of fixed-length strings, exact to the byte.
  func text(_ name: String, in parent: borrowing Handle, _ texts: [String]) throws(StoreError) {
    try text(name, in: parent, texts, isScalar: false)
  }

  func text(_ name: String, in parent: borrowing Handle, _ text: String) throws(StoreError) {
    try self.text(name, in: parent, [text], isScalar: true)
  }

  private func text(
    _ name: String, in parent: borrowing Handle, _ texts: [String], isScalar: Bool
  ) throws(StoreError) {
    let here = context("write \(name)")
    let width = max(1, texts.map(\.utf8.count).max() ?? 1)
    let type = try fixedText(width, here)
    let space =
      isScalar
      ? try Handle(closedBy: H5Sclose, here) { H5Screate(H5S_SCALAR) }
      : try space(DatasetShape(extent: [texts.count]))
    let ids = (parent.id, type.id, space.id)
    let dataset = try Handle(closedBy: H5Dclose, here) {
      H5Dcreate2(
        ids.0, name, ids.1, ids.2, quench_h5p_default(), quench_h5p_default(),
        quench_h5p_default())
    }
    let id = dataset.id
    let bytes = texts.flatMap {
      Array($0.utf8) + [UInt8](repeating: 0, count: width - $0.utf8.count)
    }
    if !bytes.isEmpty {
      try check(here) {
        H5Dwrite(id, ids.1, quench_h5s_all(), quench_h5s_all(), quench_h5p_default(), bytes)
      }
    }
    try dataset.close(here)
  }
}
