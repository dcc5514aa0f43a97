// Hot loops over pairs of atoms. All lengths are in units of 2^-q Å ("grains") unless a comment says
// Å. The grid is built in Swift (QuenchNeighbors/PairGrid.swift), which also explains the geometry.
#ifndef QUENCH_KERNELS_H
#define QUENCH_KERNELS_H

#include <stdint.h>

// Spare entries a kernel may read beyond the last one.
enum { QK_SPARE = 16 };
// No range handed to a kernel is longer.
enum { QK_LONGEST_RANGE = 2048 };

typedef struct {
  // One per entry (atom or periodic image), sorted by column, then layer.
  const int32_t *x, *y, *z;
  const int32_t *code;   // group of the atom, 0 ... groups - 1
  const int32_t *atom;   // index into positions
  const int32_t *image;  // three signed fields of 10 bits: image along the rows of the working cell
  const int32_t *start;  // first entry of each (column, layer); one more at the end

  // Columns run along z. Row r holds x in [r, r+1) * row_height; column c of row r holds
  // y - shear * x / row_height in [c, c+1) * column_width.
  int32_t first_row, first_column, columns, last_column, last_row;
  int32_t home_columns;  // columns per row that hold atoms, not images
  int32_t first_layer, last_layer, home_layers;
  double row_height, column_width, shear, layers_per_grain, reach;
  const int32_t *column_bounds;  // for each row from first_row: first and last column that is filled

  // What the exact rule needs, in Å.
  const double *positions;  // x y z of each atom as given
  const int32_t *wrap;      // three per atom: working-cell vectors added to bring it into the cell
  int64_t matrix[9];        // working rows in terms of the given ones
  double rows[9];           // given rows a, b, c; zero along axes that do not repeat
} qk_grid;

typedef struct {
  int32_t count;           // bins
  int32_t stride;          // counters per pair of groups, > count; counter `count` is a bin for waste
  int32_t groups;
  int32_t code_bits;       // low bits of r² that carry the group of the second atom
  float limit;             // r² above this is out of range for certain
  float bins_per_grain;
  float doubt;             // a pair nearer than this to an edge, in bins, is decided by the exact rule
  const double *edge_squares;  // count + 1 of them, Å²
  uint32_t *counters;      // copies x groups x groups x stride
  int64_t copy_stride;     // counters between copies; 0 when there is only one
} qk_bins;

typedef struct {
  int32_t begin, end;
} qk_range;

// Highest instruction level of this machine: 0 portable, 1 AVX2, 2 AVX-512.
int qk_best_level(void);

// Counts all pairs whose first atom lies in the home columns first ..< last (row-major), each
// unordered pair once. Returns the number of pairs tested; `exact` receives how many the exact rule
// decided.
int64_t qk_count(const qk_grid *grid, const qk_bins *bins, int level, int32_t first, int32_t last,
                 qk_range *ranges, int64_t *exact);

// Entries that may be within reach of `entry` (home column `column`), in `found`, each unordered
// pair once; none that is within reach is missing. Returns their number, or -1 when `capacity` is
// too small.
int64_t qk_candidates(const qk_grid *grid, int level, int32_t column, int32_t entry, float limit,
                      qk_range *ranges, int32_t *found, int64_t capacity);

#endif
