#ifndef QUENCH_KERNELS_H
#define QUENCH_KERNELS_H
#endif
