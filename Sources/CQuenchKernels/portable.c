// The same arithmetic for any machine.
#include <math.h>

#include "internal.h"

static inline float square(const qk_grid *g, int32_t i, int32_t j) {
  float dx = (float)(g->x[j] - g->x[i]);
  float dy = (float)(g->y[j] - g->y[i]);
  float dz = (float)(g->z[j] - g->z[i]);
  return dx * dx + (dy * dy + dz * dz);
}

int64_t qk_list_portable(const qk_grid *g, int32_t i, float limit, const qk_range *ranges,
                         int64_t count, int32_t *found) {
  int64_t n = 0;
  for (int64_t q = 0; q < count; q++) {
    for (int32_t j = ranges[q].begin; j < ranges[q].end; j++) {
      found[n] = j;
      n += square(g, i, j) <= limit;
    }
  }
  return n;
}

static int64_t bin_hits(const qk_grid *g, const qk_bins *b, int32_t i, const float *hits,
                        const int32_t *found, int64_t n) {
  uint32_t *row = qk_row(g, b, i);
  int64_t exact = 0;
  for (int64_t p = 0; p < n; p++) {
    float t = sqrtf(hits[p]) * b->bins_per_grain;
    int32_t bin = (int32_t)t, nearest = (int32_t)(t + 0.5f);
    if (fabsf(t - (float)nearest) < b->doubt) {
      qk_count_exactly(g, b, i, found[p], nearest);
      exact++;
    } else {
      row[(int64_t)g->code[found[p]] * b->stride + (bin < b->count ? bin : b->count)]++;
    }
  }
  return exact;
}

int64_t qk_count_portable(const qk_grid *g, const qk_bins *b, int32_t i, const qk_range *ranges,
                          int64_t count) {
  float squares[QK_LONGEST_RANGE], hits[QK_LONGEST_RANGE];
  int32_t found[QK_LONGEST_RANGE];
  int64_t exact = 0;
  for (int64_t q = 0; q < count; q++) {
    int32_t begin = ranges[q].begin, length = ranges[q].end - begin;
    int64_t n = 0;
    for (int32_t k = 0; k < length; k++) squares[k] = square(g, i, begin + k);
    for (int32_t k = 0; k < length; k++) {
      found[n] = begin + k;
      hits[n] = squares[k];
      n += squares[k] <= b->limit;
    }
    exact += bin_hits(g, b, i, hits, found, n);
  }
  return exact;
}
