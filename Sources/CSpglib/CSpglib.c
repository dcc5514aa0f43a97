#include "CSpglib.h"

#include <spglib.h>
#include <stddef.h>

_Static_assert(sizeof(int) == sizeof(int32_t), "spglib's int is 32 bits wide");
_Static_assert(CSP_ATOMS_TOO_CLOSE == SPGERR_ATOMS_TOO_CLOSE, "spglib's error codes");

static const SpglibDataset *open(const CSpglibDataset *dataset) {
  return (const SpglibDataset *)dataset;
}

CSpglibDataset *csp_dataset(
    const double *lattice, const double *positions, const int32_t *types, int32_t count,
    double symprec) {
  return (CSpglibDataset *)spg_get_dataset(
      (double(*)[3])lattice, (double(*)[3])positions, types, count, symprec);
}

void csp_free(CSpglibDataset *dataset) { spg_free_dataset((SpglibDataset *)dataset); }
int32_t csp_last_error(void) { return (int32_t)spg_get_error_code(); }
const char *csp_message(int32_t code) { return spg_get_error_message((SpglibError)code); }

int32_t csp_number(const CSpglibDataset *d) { return open(d)->spacegroup_number; }
int32_t csp_hall_number(const CSpglibDataset *d) { return open(d)->hall_number; }
const char *csp_international(const CSpglibDataset *d) { return open(d)->international_symbol; }
const char *csp_hall_symbol(const CSpglibDataset *d) { return open(d)->hall_symbol; }
const char *csp_choice(const CSpglibDataset *d) { return open(d)->choice; }
const char *csp_point_group(const CSpglibDataset *d) { return open(d)->pointgroup_symbol; }
const double *csp_transformation(const CSpglibDataset *d) {
  return &open(d)->transformation_matrix[0][0];
}
const double *csp_origin_shift(const CSpglibDataset *d) { return open(d)->origin_shift; }

int32_t csp_operation_count(const CSpglibDataset *d) { return open(d)->n_operations; }
const int32_t *csp_rotations(const CSpglibDataset *d) {
  return (const int32_t *)open(d)->rotations;
}
const double *csp_translations(const CSpglibDataset *d) {
  return (const double *)open(d)->translations;
}

int32_t csp_atom_count(const CSpglibDataset *d) { return open(d)->n_atoms; }
const int32_t *csp_wyckoffs(const CSpglibDataset *d) { return open(d)->wyckoffs; }
const int32_t *csp_orbits(const CSpglibDataset *d) { return open(d)->crystallographic_orbits; }
const char *csp_site_symmetry(const CSpglibDataset *d, int32_t atom) {
  return open(d)->site_symmetry_symbols[atom];
}
const int32_t *csp_mapping_to_primitive(const CSpglibDataset *d) {
  return open(d)->mapping_to_primitive;
}
const double *csp_primitive_lattice(const CSpglibDataset *d) {
  return &open(d)->primitive_lattice[0][0];
}

int32_t csp_standard_count(const CSpglibDataset *d) { return open(d)->n_std_atoms; }
const double *csp_standard_lattice(const CSpglibDataset *d) { return &open(d)->std_lattice[0][0]; }
const double *csp_standard_positions(const CSpglibDataset *d) {
  return (const double *)open(d)->std_positions;
}
const int32_t *csp_standard_mapping_to_primitive(const CSpglibDataset *d) {
  return open(d)->std_mapping_to_primitive;
}

int32_t csp_niggli(double *lattice, double symprec) {
  return spg_niggli_reduce((double(*)[3])lattice, symprec);
}
