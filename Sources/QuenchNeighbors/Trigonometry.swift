#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func cosine(_ angle: Double) -> Double { cos(angle) }
func sine(_ angle: Double) -> Double { sin(angle) }
func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
