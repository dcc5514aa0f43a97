#ifndef QUENCH_CHDF5_H
#define QUENCH_CHDF5_H

#include <hdf5.h>

// One line per macro that Swift cannot import; no logic.

static inline hid_t quench_h5_float32(void) { return H5T_IEEE_F32LE; }
static inline hid_t quench_h5_float64(void) { return H5T_IEEE_F64LE; }
static inline hid_t quench_h5_int32(void) { return H5T_STD_I32LE; }
static inline hid_t quench_h5_int64(void) { return H5T_STD_I64LE; }
static inline hid_t quench_h5_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t quench_h5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t quench_h5_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t quench_h5_c_string(void) { return H5T_C_S1; }
static inline size_t quench_h5_variable(void) { return H5T_VARIABLE; }

static inline hid_t quench_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t quench_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t quench_h5p_dataset_access(void) { return H5P_DATASET_ACCESS; }
static inline hid_t quench_h5p_default(void) { return H5P_DEFAULT; }

static inline unsigned quench_h5f_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned quench_h5f_swmr_read(void) { return H5F_ACC_SWMR_READ; }
static inline unsigned quench_h5f_read_write(void) { return H5F_ACC_RDWR; }
static inline unsigned quench_h5f_exclusive(void) { return H5F_ACC_EXCL; }

static inline hid_t quench_h5s_all(void) { return H5S_ALL; }
static inline hsize_t quench_h5s_unlimited(void) { return H5S_UNLIMITED; }
static inline hid_t quench_h5e_default(void) { return H5E_DEFAULT; }

#endif
