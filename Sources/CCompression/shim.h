#ifndef QUENCH_COMPRESSION_SHIM_H
#define QUENCH_COMPRESSION_SHIM_H
#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

// Macros Swift cannot import.
static inline int quench_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
static inline int quench_deflate_init(z_stream *stream) {
  return deflateInit2(stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
static inline void quench_lzma_init(lzma_stream *stream) {
  lzma_stream empty = LZMA_STREAM_INIT;
  *stream = empty;
}
#endif
