// The rule that decides, in double precision and one order of operations.
#include <math.h>

#include "internal.h"

#pragma STDC FP_CONTRACT OFF

static inline int64_t field(int32_t image, int axis) {
  return (int32_t)((uint32_t)image << (22 - 10 * axis)) >> 22;
}

double qk_exact_square(const qk_grid *grid, int32_t i, int32_t j) {
  int64_t atom_i = grid->atom[i], atom_j = grid->atom[j], n[3];
  const int32_t *wrap_i = grid->wrap + 3 * atom_i, *wrap_j = grid->wrap + 3 * atom_j;
  int64_t m[3];
  for (int k = 0; k < 3; k++) m[k] = field(grid->image[j], k) + wrap_j[k] - wrap_i[k];
  for (int k = 0; k < 3; k++)
    n[k] = m[0] * grid->matrix[k] + m[1] * grid->matrix[3 + k] + m[2] * grid->matrix[6 + k];
  const double *a = grid->rows, *b = a + 3, *c = a + 6;
  double d[3];
  for (int k = 0; k < 3; k++) {
    double shift = ((double)n[0] * a[k] + (double)n[1] * b[k]) + (double)n[2] * c[k];
    d[k] = (grid->positions[3 * atom_j + k] - grid->positions[3 * atom_i + k]) + shift;
  }
  return (d[0] * d[0] + d[1] * d[1]) + d[2] * d[2];
}

void qk_count_exactly(const qk_grid *grid, const qk_bins *bins, int32_t i, int32_t j, int32_t guess) {
  double square = qk_exact_square(grid, i, j);
  const double *edges = bins->edge_squares;
  int32_t bin = guess < 0 ? 0 : guess > bins->count ? bins->count : guess;
  while (bin > 0 && square < edges[bin]) bin--;
  while (bin < bins->count && square >= edges[bin + 1]) bin++;
  if (bin < bins->count) qk_row(grid, bins, i)[(int64_t)grid->code[j] * bins->stride + bin]++;
}

int64_t qk_resolve(const qk_grid *grid, const qk_bins *bins, int32_t entry, const qk_range *ranges,
                   const uint16_t *masks, int lanes, const int32_t *doubtful, int64_t doubts,
                   const float *hits) {
  int64_t next = 0, before = 0;
  for (const qk_range *range = ranges; next < doubts; range++) {
    for (int32_t j = range->begin; j < range->end && next < doubts; j += lanes) {
      uint32_t mask = *masks++;
      int64_t after = before + __builtin_popcount(mask);
      for (; next < doubts && doubtful[next] < after; next++) {
        uint32_t rest = mask;
        for (int64_t skip = doubtful[next] - before; skip > 0; skip--) rest &= rest - 1;
        float t = sqrtf(hits[doubtful[next]]) * bins->bins_per_grain;
        qk_count_exactly(grid, bins, entry, j + __builtin_ctz(rest), (int32_t)(t + 0.5f));
      }
      before = after;
    }
  }
  return doubts;
}
