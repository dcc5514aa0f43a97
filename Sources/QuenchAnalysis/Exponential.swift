#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }
func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
func cubeRoot(_ x: Double) -> Double { cbrt(x) }
