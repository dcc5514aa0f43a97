#include "CQuenchKernels.h"
