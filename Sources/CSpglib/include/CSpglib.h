/* spglib's data set behind fixed-width types: matrices are flat and row-major, lattices hold a, b,
   c as columns as spglib has them. Nothing is computed here. */
#ifndef QUENCH_CSpglib_H
#define QUENCH_CSpglib_H

#include <stdint.h>

typedef struct CSpglibDataset CSpglibDataset;

/* Codes of csp_last_error. */
enum {
  CSP_SUCCESS = 0,
  CSP_ATOMS_TOO_CLOSE = 4
};

/* NULL on failure. `types` and three `positions` (fractional) per atom. The error code is a global
   of the library: read it before anyone else calls. */
CSpglibDataset *csp_dataset(
    const double *lattice, const double *positions, const int32_t *types, int32_t count,
    double symprec);
void csp_free(CSpglibDataset *dataset);
int32_t csp_last_error(void);
const char *csp_message(int32_t code);

int32_t csp_number(const CSpglibDataset *dataset);
int32_t csp_hall_number(const CSpglibDataset *dataset);
const char *csp_international(const CSpglibDataset *dataset);
const char *csp_hall_symbol(const CSpglibDataset *dataset);
const char *csp_choice(const CSpglibDataset *dataset);
const char *csp_point_group(const CSpglibDataset *dataset);
const double *csp_transformation(const CSpglibDataset *dataset);
const double *csp_origin_shift(const CSpglibDataset *dataset);

int32_t csp_operation_count(const CSpglibDataset *dataset);
const int32_t *csp_rotations(const CSpglibDataset *dataset);
const double *csp_translations(const CSpglibDataset *dataset);

int32_t csp_atom_count(const CSpglibDataset *dataset);
const int32_t *csp_wyckoffs(const CSpglibDataset *dataset);
const int32_t *csp_orbits(const CSpglibDataset *dataset);
const char *csp_site_symmetry(const CSpglibDataset *dataset, int32_t atom);
const int32_t *csp_mapping_to_primitive(const CSpglibDataset *dataset);
const double *csp_primitive_lattice(const CSpglibDataset *dataset);

int32_t csp_standard_count(const CSpglibDataset *dataset);
const double *csp_standard_lattice(const CSpglibDataset *dataset);
const double *csp_standard_positions(const CSpglibDataset *dataset);
const int32_t *csp_standard_mapping_to_primitive(const CSpglibDataset *dataset);

/* Overwrite `lattice`; 0 on failure. */
int32_t csp_niggli(double *lattice, double symprec);

#endif
