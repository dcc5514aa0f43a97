#ifndef QUENCH_CRYPTO_SHIM_H
#define QUENCH_CRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
