#ifndef QUENCH_CQHULL_H
#define QUENCH_CQHULL_H
#include <stdint.h>

// The lower convex hull of points in d dimensions, by qhull (reentrant). No logic beyond the walk.

typedef struct {
  int32_t *vertices;   // facets × d point indices
  double *planes;      // facets × (d + 1): unit outward normal, offset
  int64_t facets;
  int32_t status;      // qhull's exit code; 0 is success
} CQhullFacets;

// `points`: count × dimension doubles; `options` as qhull's manual names them, beginning with "qhull".
// Facets whose normal's last component is not below `ceiling` are left out.
CQhullFacets quench_hull(
    const double *points, int64_t count, int32_t dimension, double ceiling, const char *options);
void quench_hull_free(CQhullFacets *facets);

#endif
