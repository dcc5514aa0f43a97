#ifndef QUENCH_CSpglib_H
#define QUENCH_CSpglib_H
#endif
