// Shared by the kernels of every instruction level.
#ifndef QUENCH_KERNELS_INTERNAL_H
#define QUENCH_KERNELS_INTERNAL_H

#include <string.h>

#include "CQuenchKernels.h"

#if defined(__x86_64__)
#define QK_X86 1
#else
#define QK_X86 0
#endif

// Hits collected before they are binned; two full ranges fit.
enum { QK_HITS = 2 * QK_LONGEST_RANGE };

// Counts the pairs of one entry with all entries of `ranges`; returns how many pairs were decided by
// the exact rule.
typedef int64_t (*qk_count_one)(const qk_grid *, const qk_bins *, int32_t entry,
                                const qk_range *ranges, int64_t range_count);
// Lists the entries of `ranges` whose r² is at most `limit`.
typedef int64_t (*qk_list_one)(const qk_grid *, int32_t entry, float limit,
                               const qk_range *ranges, int64_t range_count, int32_t *found);

int64_t qk_count_portable(const qk_grid *, const qk_bins *, int32_t, const qk_range *, int64_t);
int64_t qk_list_portable(const qk_grid *, int32_t, float, const qk_range *, int64_t, int32_t *);
#if QK_X86
int64_t qk_count_avx2(const qk_grid *, const qk_bins *, int32_t, const qk_range *, int64_t);
int64_t qk_list_avx2(const qk_grid *, int32_t, float, const qk_range *, int64_t, int32_t *);
int64_t qk_count_avx512(const qk_grid *, const qk_bins *, int32_t, const qk_range *, int64_t);
int64_t qk_list_avx512(const qk_grid *, int32_t, float, const qk_range *, int64_t, int32_t *);
#endif

// Square of the canonical distance of two entries, Å²: d = (x_j - x_i) + S, S = (n0 a + n1 b) + n2 c,
// r² = (dx² + dy²) + dz². The Swift twin is `PairRule.squaredDistance`.
double qk_exact_square(const qk_grid *grid, int32_t i, int32_t j);

// Decides the bin of a pair by the exact rule and counts it; `guess` is any edge near it.
void qk_count_exactly(const qk_grid *grid, const qk_bins *bins, int32_t i, int32_t j, int32_t guess);

// First counter of the row of pairs whose first atom is `entry`.
static inline uint32_t *qk_row(const qk_grid *grid, const qk_bins *bins, int32_t entry) {
  return bins->counters + (int64_t)grid->code[entry] * bins->groups * bins->stride;
}

// Walks through the masks of a batch of hits, in the order in which they were found, to learn which
// entries the doubtful hits belong to.
int64_t qk_resolve(const qk_grid *grid, const qk_bins *bins, int32_t entry, const qk_range *ranges,
                   const uint16_t *masks, int lanes, const int32_t *doubtful, int64_t doubts,
                   const float *hits);

#endif
