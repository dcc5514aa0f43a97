internal import CCompression

/// A compressed file format, told by its magic bytes.
public enum Compression: String, Sendable, CaseIterable {
  case gzip = "gz"
  case xz
  case zstandard = "zst"
  case bzip2 = "bz2"

  /// Nil where the bytes begin none of them.
  init?(magic: some Collection<UInt8>) {
    let head = Array(magic.prefix(6))
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else if head.starts(with: [0x42, 0x5A, 0x68]) {
      self = .bzip2
    } else {
      return nil
    }
  }

  /// A file name without its compression ending.
  public static func stripped(_ name: String) -> String {
    for kind in allCases where name.lowercased().hasSuffix("." + kind.rawValue) {
      return String(name.dropLast(kind.rawValue.count + 1))
    }
    return name
  }

  func makeDecoder() -> any StreamDecoder {
    switch self {
    case .gzip: GzipDecoder()
    case .xz: XZDecoder()
    case .zstandard: ZstandardDecoder()
    case .bzip2: Bzip2Decoder()
    }
  }
}

/// One step of decompression.
struct DecodeStep {
  var consumed: Int
  var produced: Int
  /// The stream ended here; more input begins another (concatenated files are one).
  var atEnd: Bool
}

/// The stream is damaged.
struct DamagedStream: Error {}

/// Turns compressed bytes into plain ones, a block at a time.
protocol StreamDecoder: AnyObject {
  func step(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws(DamagedStream) -> DecodeStep
  /// Makes ready for a further concatenated stream.
  func restart() throws(DamagedStream)
}

final class GzipDecoder: StreamDecoder {
  private var stream = z_stream()

  init() { _ = quench_inflate_init(&stream) }
  deinit { inflateEnd(&stream) }

  func restart() throws(DamagedStream) {
    guard inflateReset(&stream) == Z_OK else { throw DamagedStream() }
  }

  func step(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws(DamagedStream) -> DecodeStep {
    let (source, target) = (input.bindMemory(to: UInt8.self), output.bindMemory(to: UInt8.self))
    stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.avail_in = UInt32(source.count)
    stream.next_out = target.baseAddress
    stream.avail_out = UInt32(target.count)
    let status = inflate(&stream, Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw DamagedStream()
    }
    return DecodeStep(
      consumed: source.count - Int(stream.avail_in),
      produced: target.count - Int(stream.avail_out), atEnd: status == Z_STREAM_END)
  }
}

final class XZDecoder: StreamDecoder {
  private var stream = lzma_stream()

  init() {
    quench_lzma_init(&stream)
    _ = lzma_stream_decoder(&stream, 1 << 30, 0)
  }
  deinit { lzma_end(&stream) }

  func restart() throws(DamagedStream) {
    guard lzma_stream_decoder(&stream, 1 << 30, 0) == LZMA_OK else { throw DamagedStream() }
  }

  func step(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws(DamagedStream) -> DecodeStep {
    let (source, target) = (input.bindMemory(to: UInt8.self), output.bindMemory(to: UInt8.self))
    stream.next_in = source.baseAddress
    stream.avail_in = source.count
    stream.next_out = target.baseAddress
    stream.avail_out = target.count
    let status = lzma_code(&stream, LZMA_RUN)
    guard status == LZMA_OK || status == LZMA_STREAM_END || status == LZMA_BUF_ERROR else {
      throw DamagedStream()
    }
    return DecodeStep(
      consumed: source.count - stream.avail_in, produced: target.count - stream.avail_out,
      atEnd: status == LZMA_STREAM_END)
  }
}

final class ZstandardDecoder: StreamDecoder {
  private let stream = ZSTD_createDStream()

  deinit { ZSTD_freeDStream(stream) }

  func restart() throws(DamagedStream) {}

  func step(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws(DamagedStream) -> DecodeStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(stream, &target, &source)
    guard ZSTD_isError(status) == 0 else { throw DamagedStream() }
    return DecodeStep(consumed: source.pos, produced: target.pos, atEnd: status == 0)
  }
}

final class Bzip2Decoder: StreamDecoder {
  private var stream = bz_stream()

  init() { BZ2_bzDecompressInit(&stream, 0, 0) }
  deinit { BZ2_bzDecompressEnd(&stream) }

  func restart() throws(DamagedStream) {
    BZ2_bzDecompressEnd(&stream)
    stream = bz_stream()
    guard BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { throw DamagedStream() }
  }

  func step(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws(DamagedStream) -> DecodeStep {
    let (source, target) = (input.bindMemory(to: CChar.self), output.bindMemory(to: CChar.self))
    stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.avail_in = UInt32(source.count)
    stream.next_out = target.baseAddress
    stream.avail_out = UInt32(target.count)
    let status = BZ2_bzDecompress(&stream)
    guard status == BZ_OK || status == BZ_STREAM_END else { throw DamagedStream() }
    return DecodeStep(
      consumed: source.count - Int(stream.avail_in),
      produced: target.count - Int(stream.avail_out), atEnd: status == BZ_STREAM_END)
  }
}
