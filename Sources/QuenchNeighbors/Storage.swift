/// Memory of a workspace that grows and is kept from frame to frame; contents are lost on growth.
final class Storage<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int

  init() {
    capacity = 64
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @discardableResult
  func reserve(_ count: Int) -> UnsafeMutablePointer<Element> {
    guard count > capacity else { return base }
    base.deallocate()
    capacity = count + count / 4
    base = .allocate(capacity: capacity)
    return base
  }
}
