#include "CSpglib.h"
