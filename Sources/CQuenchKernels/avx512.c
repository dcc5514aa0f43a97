// Sixteen pairs at a time.
#include "internal.h"

#if QK_X86
#include <immintrin.h>

#define QK_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma,popcnt,bmi")))

typedef struct {
  __m512i x, y, z;
} point;

QK_TARGET static inline __attribute__((always_inline)) __m512 squares(const qk_grid *g, int32_t j,
                                                                      point p) {
  __m512 dx = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_loadu_si512(g->x + j), p.x));
  __m512 dy = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_loadu_si512(g->y + j), p.y));
  __m512 dz = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_loadu_si512(g->z + j), p.z));
  return _mm512_fmadd_ps(dx, dx, _mm512_fmadd_ps(dy, dy, _mm512_mul_ps(dz, dz)));
}

QK_TARGET static inline __attribute__((always_inline)) __mmask16 lanes_before(int32_t left) {
  return left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
}

QK_TARGET int64_t qk_list_avx512(const qk_grid *g, int32_t i, float limit, const qk_range *ranges,
                                 int64_t count, int32_t *found) {
  const point p = {_mm512_set1_epi32(g->x[i]), _mm512_set1_epi32(g->y[i]),
                   _mm512_set1_epi32(g->z[i])};
  const __m512 most = _mm512_set1_ps(limit);
  const __m512i steps =
      _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  int64_t n = 0;
  for (int64_t q = 0; q < count; q++) {
    for (int32_t j = ranges[q].begin; j < ranges[q].end; j += 16) {
      __mmask16 mask = _mm512_mask_cmp_ps_mask(lanes_before(ranges[q].end - j), squares(g, j, p),
                                               most, _CMP_LE_OQ);
      __m512i who = _mm512_add_epi32(_mm512_set1_epi32(j), steps);
      _mm512_storeu_si512(found + n, _mm512_maskz_compress_epi32(mask, who));
      n += __builtin_popcount(mask);
    }
  }
  return n;
}

// Bins hits 0 ..< n. Doubtful ones go to the waste counter and their places to `doubtful`.
QK_TARGET static inline __attribute__((always_inline)) int64_t bin_hits(
    const qk_grid *g, const qk_bins *b, int32_t i, float *hits, int64_t n, int32_t *doubtful) {
  uint32_t *h0 = qk_row(g, b, i);
  uint32_t *h1 = h0 + b->copy_stride, *h2 = h1 + b->copy_stride, *h3 = h2 + b->copy_stride;
  const __m512 scale = _mm512_set1_ps(b->bins_per_grain), doubt = _mm512_set1_ps(b->doubt);
  const __m512i low = _mm512_set1_epi32((1 << b->code_bits) - 1);
  const __m512i stride = _mm512_set1_epi32(b->stride), waste = _mm512_set1_epi32(b->count);
  // stands in the lanes behind the last hit and falls into the waste counter
  const float beyond = ((float)b->count + 0.5f) / b->bins_per_grain;
  const __m512 filler = _mm512_set1_ps(beyond * beyond);
  int64_t doubts = 0;
  uint32_t place[16] __attribute__((aligned(64)));
  for (int64_t at = 0; at < n; at += 16) {
    __mmask16 valid = lanes_before((int32_t)(n - at));
    __m512 hit = _mm512_mask_loadu_ps(filler, valid, hits + at);
    __m512i code = _mm512_maskz_and_epi32(valid, _mm512_castps_si512(hit), low);
    __m512 t = _mm512_mul_ps(_mm512_sqrt_ps(hit), scale);
    __m512 off = _mm512_sub_ps(t, _mm512_roundscale_ps(t, 0));
    __mmask16 unsure = _mm512_cmp_ps_mask(_mm512_abs_ps(off), doubt, _CMP_LT_OQ);
    __m512i bin = _mm512_min_epi32(_mm512_cvttps_epi32(t), waste);
    bin = _mm512_add_epi32(bin, _mm512_mullo_epi32(code, stride));
    if (__builtin_expect(unsure != 0, 0)) {
      unsure &= valid;
      bin = _mm512_mask_mov_epi32(bin, unsure, waste);
      for (uint32_t rest = unsure; rest; rest &= rest - 1)
        doubtful[doubts++] = (int32_t)at + __builtin_ctz(rest);
    }
    _mm512_store_si512(place, bin);
    h0[place[0]]++, h1[place[1]]++, h2[place[2]]++, h3[place[3]]++;
    h0[place[4]]++, h1[place[5]]++, h2[place[6]]++, h3[place[7]]++;
    h0[place[8]]++, h1[place[9]]++, h2[place[10]]++, h3[place[11]]++;
    h0[place[12]]++, h1[place[13]]++, h2[place[14]]++, h3[place[15]]++;
  }
  return doubts;
}

QK_TARGET int64_t qk_count_avx512(const qk_grid *g, const qk_bins *b, int32_t i,
                                  const qk_range *ranges, int64_t count) {
  float hits[QK_HITS + 16] __attribute__((aligned(64)));
  uint16_t masks[QK_HITS + 1];
  int32_t doubtful[QK_HITS];
  const point p = {_mm512_set1_epi32(g->x[i]), _mm512_set1_epi32(g->y[i]),
                   _mm512_set1_epi32(g->z[i])};
  const __m512 most = _mm512_set1_ps(b->limit);
  const __m512i low = _mm512_set1_epi32((1 << b->code_bits) - 1);
  int64_t exact = 0;
  for (int64_t q = 0; q < count;) {
    const int64_t batch = q;
    int64_t n = 0, vectors = 0, room = QK_HITS;
    for (; q < count; q++) {
      int32_t j = ranges[q].begin;
      const int32_t end = ranges[q].end;
      room -= (end - j + 15) & ~15;
      if (room < 0) break;
      for (; j < end; j += 16) {
        __m512 square = squares(g, j, p);
        __mmask16 mask =
            _mm512_mask_cmp_ps_mask(lanes_before(end - j), square, most, _CMP_LE_OQ);
        // square with its low bits replaced by the group of j
        __m512i tagged = _mm512_ternarylogic_epi32(
            low, _mm512_loadu_si512(g->code + j), _mm512_castps_si512(square), 0xca);
        _mm512_storeu_si512(hits + n, _mm512_maskz_compress_epi32(mask, tagged));
        masks[vectors++] = (uint16_t)mask;
        n += __builtin_popcount(mask);
      }
    }
    int64_t doubts = bin_hits(g, b, i, hits, n, doubtful);
    if (doubts)
      exact += qk_resolve(g, b, i, ranges + batch, masks, 16, doubtful, doubts, hits);
  }
  return exact;
}
#endif
