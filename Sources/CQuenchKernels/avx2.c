// Eight pairs at a time; hits are brought together by a table of permutations.
#include "internal.h"

#if QK_X86
#include <immintrin.h>

#define QK_TARGET __attribute__((target("avx2,fma,popcnt,bmi")))

typedef struct {
  __m256i x, y, z;
} point;

// Four bits per lane: the set bits of the index in ascending order.
static uint32_t packed_order(uint32_t mask) {
  uint32_t order = 0;
  for (int shift = 0; mask; mask &= mask - 1, shift += 4)
    order |= (uint32_t)__builtin_ctz(mask) << shift;
  return order;
}

static uint32_t orders[256];

__attribute__((constructor)) static void fill_orders(void) {
  for (uint32_t mask = 0; mask < 256; mask++) orders[mask] = packed_order(mask);
}

QK_TARGET static inline __attribute__((always_inline)) __m256i order_of(uint32_t mask) {
  const __m256i shifts = _mm256_set_epi32(28, 24, 20, 16, 12, 8, 4, 0);
  return _mm256_srlv_epi32(_mm256_set1_epi32((int32_t)orders[mask]), shifts);
}

QK_TARGET static inline __attribute__((always_inline)) __m256 squares(const qk_grid *g, int32_t j,
                                                                      point p) {
  __m256i x = _mm256_loadu_si256((const __m256i *)(g->x + j));
  __m256i y = _mm256_loadu_si256((const __m256i *)(g->y + j));
  __m256i z = _mm256_loadu_si256((const __m256i *)(g->z + j));
  __m256 dx = _mm256_cvtepi32_ps(_mm256_sub_epi32(x, p.x));
  __m256 dy = _mm256_cvtepi32_ps(_mm256_sub_epi32(y, p.y));
  __m256 dz = _mm256_cvtepi32_ps(_mm256_sub_epi32(z, p.z));
  return _mm256_fmadd_ps(dx, dx, _mm256_fmadd_ps(dy, dy, _mm256_mul_ps(dz, dz)));
}

QK_TARGET static inline __attribute__((always_inline)) uint32_t within(__m256 square, __m256 most,
                                                                       int32_t left) {
  uint32_t mask = (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(square, most, _CMP_LE_OQ));
  return left >= 8 ? mask : mask & ((1u << left) - 1);
}

QK_TARGET int64_t qk_list_avx2(const qk_grid *g, int32_t i, float limit, const qk_range *ranges,
                               int64_t count, int32_t *found) {
  const point p = {_mm256_set1_epi32(g->x[i]), _mm256_set1_epi32(g->y[i]),
                   _mm256_set1_epi32(g->z[i])};
  const __m256 most = _mm256_set1_ps(limit);
  int64_t n = 0;
  for (int64_t q = 0; q < count; q++) {
    for (int32_t j = ranges[q].begin; j < ranges[q].end; j += 8) {
      uint32_t mask = within(squares(g, j, p), most, ranges[q].end - j);
      __m256i who = _mm256_add_epi32(_mm256_set1_epi32(j), order_of(mask));
      _mm256_storeu_si256((__m256i *)(found + n), who);
      n += __builtin_popcount(mask);
    }
  }
  return n;
}

QK_TARGET static inline __attribute__((always_inline)) int64_t bin_hits(
    const qk_grid *g, const qk_bins *b, int32_t i, float *hits, int64_t n, int32_t *doubtful) {
  uint32_t *h0 = qk_row(g, b, i);
  uint32_t *h1 = h0 + b->copy_stride, *h2 = h1 + b->copy_stride, *h3 = h2 + b->copy_stride;
  const __m256 scale = _mm256_set1_ps(b->bins_per_grain), doubt = _mm256_set1_ps(b->doubt);
  const __m256 sign = _mm256_set1_ps(-0.0f);
  const __m256i low = _mm256_set1_epi32((1 << b->code_bits) - 1);
  const __m256i stride = _mm256_set1_epi32(b->stride), waste = _mm256_set1_epi32(b->count);
  const float beyond = ((float)b->count + 0.5f) / b->bins_per_grain;
  int64_t doubts = 0;
  uint32_t place[8] __attribute__((aligned(32)));
  for (int k = 0; k < 8; k++) hits[n + k] = beyond * beyond;
  for (int64_t at = 0; at < n; at += 8) {
    __m256 hit = _mm256_loadu_ps(hits + at);
    __m256i code = _mm256_and_si256(_mm256_castps_si256(hit), low);
    // the filler behind the last hit carries no group
    if (n - at < 8) code = _mm256_setzero_si256();
    __m256 t = _mm256_mul_ps(_mm256_sqrt_ps(hit), scale);
    __m256 off = _mm256_sub_ps(t, _mm256_round_ps(t, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    uint32_t unsure = (uint32_t)_mm256_movemask_ps(
        _mm256_cmp_ps(_mm256_andnot_ps(sign, off), doubt, _CMP_LT_OQ));
    __m256i bin = _mm256_min_epi32(_mm256_cvttps_epi32(t), waste);
    bin = _mm256_add_epi32(bin, _mm256_mullo_epi32(code, stride));
    _mm256_store_si256((__m256i *)place, bin);
    if (n - at < 8) {
      for (int64_t k = at; k < n; k++) {
        uint32_t bits;
        memcpy(&bits, hits + k, 4);
        place[k - at] += (bits & ((1u << b->code_bits) - 1)) * (uint32_t)b->stride;
      }
      unsure &= (1u << (n - at)) - 1;
    }
    for (; unsure; unsure &= unsure - 1) {
      int lane = __builtin_ctz(unsure);
      place[lane] = (uint32_t)b->count;
      doubtful[doubts++] = (int32_t)at + lane;
    }
    h0[place[0]]++, h1[place[1]]++, h2[place[2]]++, h3[place[3]]++;
    h0[place[4]]++, h1[place[5]]++, h2[place[6]]++, h3[place[7]]++;
  }
  return doubts;
}

QK_TARGET int64_t qk_count_avx2(const qk_grid *g, const qk_bins *b, int32_t i,
                                const qk_range *ranges, int64_t count) {
  float hits[QK_HITS + 16] __attribute__((aligned(64)));
  uint16_t masks[QK_HITS + 1];
  int32_t doubtful[QK_HITS];
  const point p = {_mm256_set1_epi32(g->x[i]), _mm256_set1_epi32(g->y[i]),
                   _mm256_set1_epi32(g->z[i])};
  const __m256 most = _mm256_set1_ps(b->limit);
  const __m256 low = _mm256_castsi256_ps(_mm256_set1_epi32((1 << b->code_bits) - 1));
  int64_t exact = 0;
  for (int64_t q = 0; q < count;) {
    const int64_t batch = q;
    int64_t n = 0, vectors = 0, room = QK_HITS;
    for (; q < count; q++) {
      int32_t j = ranges[q].begin;
      const int32_t end = ranges[q].end;
      room -= (end - j + 7) & ~7;
      if (room < 0) break;
      for (; j < end; j += 8) {
        __m256 square = squares(g, j, p);
        uint32_t mask = within(square, most, end - j);
        __m256 code = _mm256_castsi256_ps(_mm256_loadu_si256((const __m256i *)(g->code + j)));
        __m256 tagged = _mm256_or_ps(_mm256_andnot_ps(low, square), code);
        _mm256_storeu_ps(hits + n, _mm256_permutevar8x32_ps(tagged, order_of(mask)));
        masks[vectors++] = (uint16_t)mask;
        n += __builtin_popcount(mask);
      }
    }
    int64_t doubts = bin_hits(g, b, i, hits, n, doubtful);
    if (doubts) exact += qk_resolve(g, b, i, ranges + batch, masks, 8, doubtful, doubts, hits);
  }
  return exact;
}
#endif
