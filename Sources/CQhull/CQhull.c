#include "CQhull.h"

#include <libqhull_r/qhull_ra.h>
#include <stdlib.h>
#include <string.h>

// qhull leaves errors by longjmp out of its own functions, never out of qh_new_qhull.
static int64_t count_facets(qhT *qh, double ceiling) {
  facetT *facet;
  int64_t count = 0;
  FORALLfacets { count += facet->normal && facet->normal[qh->hull_dim - 1] < ceiling; }
  return count;
}

static void copy_facets(qhT *qh, double ceiling, CQhullFacets *result) {
  facetT *facet;
  vertexT *vertex, **vertexp;
  int d = qh->hull_dim;
  int64_t row = 0;
  FORALLfacets {
    if (!facet->normal || !(facet->normal[d - 1] < ceiling)) continue;
    int column = 0;
    FOREACHvertex_(facet->vertices) {
      if (column < d) result->vertices[row * d + column++] = qh_pointid(qh, vertex->point);
    }
    while (column < d) result->vertices[row * d + column++] = -1;
    memcpy(result->planes + row * (d + 1), facet->normal, (size_t)d * sizeof(double));
    result->planes[row * (d + 1) + d] = facet->offset;
    row++;
  }
}

CQhullFacets quench_hull(
    const double *points, int64_t count, int32_t dimension, double ceiling, const char *options) {
  CQhullFacets result = {0};
  qhT state, *qh = &state;
  size_t size = (size_t)count * (size_t)dimension * sizeof(double);
  double *copy = malloc(size ? size : 1);
  char command[256];
  FILE *sink = fopen("/dev/null", "w");
  if (!copy || !sink || count > INT32_MAX || strlen(options) >= sizeof command) {
    free(copy);
    if (sink) fclose(sink);
    result.status = -1;
    return result;
  }
  memcpy(copy, points, size);
  strcpy(command, options);
  qh_zero(qh, sink);
  result.status = qh_new_qhull(qh, dimension, (int)count, copy, False, command, sink, sink);
  if (result.status == 0) {
    int64_t facets = count_facets(qh, ceiling);
    result.vertices = malloc((size_t)facets * (size_t)dimension * sizeof(int32_t) + 1);
    result.planes = malloc((size_t)facets * (size_t)(dimension + 1) * sizeof(double) + 1);
    result.facets = facets;
    if (result.vertices && result.planes) copy_facets(qh, ceiling, &result);
    else result.status = -1;
  }
  int curlong, totlong;
  qh_freeqhull(qh, !qh_ALL);
  qh_memfreeshort(qh, &curlong, &totlong);
  free(copy);
  fclose(sink);
  return result;
}

void quench_hull_free(CQhullFacets *facets) {
  free(facets->vertices);
  free(facets->planes);
  facets->vertices = NULL;
  facets->planes = NULL;
}
