// Which entries each atom is compared with, and which kernel compares them.
#include <math.h>

#include "internal.h"

int qk_best_level(void) {
#if QK_X86
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
    return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
  return 0;
}

static qk_count_one count_at(int level) {
#if QK_X86
  if (level >= 2) return qk_count_avx512;
  if (level == 1) return qk_count_avx2;
#endif
  (void)level;
  return qk_count_portable;
}

static qk_list_one list_at(int level) {
#if QK_X86
  if (level >= 2) return qk_list_avx512;
  if (level == 1) return qk_list_avx2;
#endif
  (void)level;
  return qk_list_portable;
}

static inline int32_t floor_within(double value, int32_t low, int32_t high) {
  if (value <= low) return low;
  if (value >= high) return high;
  int32_t whole = (int32_t)value;
  return whole - (value < whole);
}

static inline qk_range *push(qk_range *out, int32_t begin, int32_t end) {
  for (; end - begin > QK_LONGEST_RANGE; begin += QK_LONGEST_RANGE)
    *out++ = (qk_range){begin, begin + QK_LONGEST_RANGE};
  *out = (qk_range){begin, end};
  return out + (end > begin);
}

// Ranges of entries within reach of `i` in the half of space after it: later entries of its own
// column, later columns of its row, later rows. Images sit on the same integer grid as atoms, so of
// two mirror images of one pair exactly one is in that half.
static int64_t ranges_of(const qk_grid *g, int32_t row, int32_t column, int32_t i, qk_range *out) {
  const qk_range *first = out;
  const double x = g->x[i], y = g->y[i], z = g->z[i], reach2 = g->reach * g->reach;
  const int32_t layers = g->last_layer - g->first_layer + 1, low = g->first_layer;
  const double width = g->column_width, per_width = 1 / width, scale = g->layers_per_grain;
  const int32_t *own = g->start + ((int64_t)(row - g->first_row) * g->columns +
                                   (column - g->first_column)) * layers;
  int32_t top = floor_within((z + g->reach) * scale, low, g->last_layer);
  out = push(out, i + 1, own[top - low + 1]);
  for (int32_t r = row; r <= g->last_row; r++) {
    double gap_x = r * g->row_height - x;
    if (gap_x < 0) gap_x = 0;
    double rest = reach2 - gap_x * gap_x;
    if (rest <= 0) break;
    double shear0 = r * g->shear, shear1 = shear0 + g->shear, half = sqrt(rest);
    double shear_low = shear0 < shear1 ? shear0 : shear1;
    double shear_high = shear0 < shear1 ? shear1 : shear0;
    const int32_t *bounds = g->column_bounds + 2 * (r - g->first_row);
    if (bounds[1] < bounds[0]) continue;
    int32_t c0 = floor_within((y - half - shear_high) * per_width, bounds[0], bounds[1]);
    int32_t c1 = floor_within((y + half - shear_low) * per_width, bounds[0], bounds[1]);
    if (r == row && c0 <= column) c0 = column + 1;
    const int32_t *start = g->start + ((int64_t)(r - g->first_row) * g->columns +
                                       (c0 - g->first_column)) * layers - low;
    for (int32_t c = c0; c <= c1; c++, start += layers) {
      double below = c * width + shear_low - y, above = y - (c + 1) * width - shear_high;
      double gap = below > 0 ? below : above > 0 ? above : 0, left = rest - gap * gap;
      if (left <= 0) continue;
      double w = sqrt(left);
      int32_t l0 = floor_within((z - w) * scale, low, g->last_layer);
      int32_t l1 = floor_within((z + w) * scale, low, g->last_layer);
      out = push(out, start[l0], start[l1 + 1]);
    }
  }
  return out - first;
}

static const int32_t *home(const qk_grid *g, int32_t row, int32_t column) {
  int64_t layers = g->last_layer - g->first_layer + 1;
  return g->start + ((int64_t)(row - g->first_row) * g->columns + (column - g->first_column)) *
                        layers - g->first_layer;
}

int64_t qk_count(const qk_grid *grid, const qk_bins *bins, int level, int32_t first, int32_t last,
                 qk_range *ranges, int64_t *exact) {
  qk_count_one count_one = count_at(level);
  int64_t tested = 0;
  *exact = 0;
  for (int32_t home_index = first; home_index < last; home_index++) {
    int32_t row = home_index / grid->home_columns, column = home_index % grid->home_columns;
    const int32_t *start = home(grid, row, column);
    for (int32_t i = start[0]; i < start[grid->home_layers]; i++) {
      int64_t count = ranges_of(grid, row, column, i, ranges);
      for (int64_t q = 0; q < count; q++) tested += ranges[q].end - ranges[q].begin;
      *exact += count_one(grid, bins, i, ranges, count);
    }
  }
  return tested;
}

int64_t qk_candidates(const qk_grid *grid, int level, int32_t column, int32_t entry, float limit,
                      qk_range *ranges, int32_t *found, int64_t capacity) {
  int32_t row = column / grid->home_columns;
  int64_t count = ranges_of(grid, row, column % grid->home_columns, entry, ranges), tested = 0;
  for (int64_t q = 0; q < count; q++) tested += ranges[q].end - ranges[q].begin;
  if (tested + QK_SPARE > capacity) return -1 - tested;
  return list_at(level)(grid, entry, limit, ranges, count, found);
}
