#ifndef QUENCH_CHDF5_H
#define QUENCH_CHDF5_H
#endif
