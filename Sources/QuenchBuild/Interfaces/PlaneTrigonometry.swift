#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func atan2Of(_ y: Double, _ x: Double) -> Double { atan2(y, x) }

func cosineAndSine(_ angle: Double) -> (Double, Double) { (cos(angle), sin(angle)) }

func powerOf(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
