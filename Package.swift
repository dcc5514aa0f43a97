// swift-tools-version: 6.2
import Foundation
import PackageDescription

let package = Package(
  name: "Quench",
  products: [
    .executable(name: "quench", targets: ["QuenchCommand"]),
    .library(name: "Quench", targets: ["Quench"]),
    .library(name: "QuenchModel", targets: ["QuenchModel"]),
    .library(name: "QuenchFormats", targets: ["QuenchFormats"]),
    .library(name: "QuenchStore", targets: ["QuenchStore"]),
    .library(name: "QuenchTrajectories", targets: ["QuenchTrajectories"]),
    .library(name: "QuenchLibrary", targets: ["QuenchLibrary"]),
    .library(name: "QuenchSymmetry", targets: ["QuenchSymmetry"]),
    .library(name: "QuenchNeighbors", targets: ["QuenchNeighbors"]),
    .library(name: "QuenchBuild", targets: ["QuenchBuild"]),
    .library(name: "QuenchAnalysis", targets: ["QuenchAnalysis"]),
    .library(name: "QuenchFigures", targets: ["QuenchFigures"]),
    .library(name: "QuenchDecks", targets: ["QuenchDecks"]),
    .library(name: "QuenchRun", targets: ["QuenchRun"]),
    .library(name: "QuenchEnergetics", targets: ["QuenchEnergetics"]),
    .library(name: "QuenchCalculations", targets: ["QuenchCalculations"]),
    .library(name: "QuenchLedger", targets: ["QuenchLedger"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.1"),
  ],
  targets: [
    // C libraries of the system, and the two shims that make their macros and arrays importable.
    .systemLibrary(
      name: "CHDF5System", pkgConfig: "hdf5-serial",
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CSpglibSystem", pkgConfig: "spglib",
      providers: [.apt(["libsymspg-dev"]), .brew(["spglib"])]),
    .systemLibrary(
      name: "CCompression",
      providers: [.apt(["zlib1g-dev", "libzstd-dev", "liblzma-dev", "libbz2-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CQhullSystem", pkgConfig: "qhull_r",
      providers: [.apt(["libqhull-dev"]), .brew(["qhull"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .target(name: "CHDF5", dependencies: ["CHDF5System"]),
    .target(name: "CQhull", dependencies: ["CQhullSystem"]),
    .target(name: "CSpglib", dependencies: ["CSpglibSystem"]),
    .target(name: "CQuenchKernels"),

    .target(name: "QuenchUnits"),
    .target(
      name: "QuenchModel", dependencies: ["QuenchUnits"], linkerSettings: [.linkedLibrary("m")]),
    .target(name: "QuenchLibrary"),
    .target(name: "QuenchSymmetry", dependencies: ["QuenchModel", "CSpglib"]),
    .target(name: "QuenchNeighbors", dependencies: ["QuenchModel", "CQuenchKernels"]),
    .target(
      name: "QuenchFormats", dependencies: ["QuenchModel", "QuenchUnits", "CCompression", "CExpat"]),
    .target(
      name: "QuenchStore", dependencies: ["QuenchModel", "QuenchUnits", "CHDF5", "CCompression"]),
    .target(
      name: "QuenchTrajectories",
      dependencies: [
        "QuenchModel", "QuenchUnits", "QuenchFormats", "QuenchStore", "QuenchLibrary", "CCrypto",
      ]),
    .target(
      name: "QuenchBuild",
      dependencies: ["QuenchModel", "QuenchUnits", "QuenchSymmetry", "QuenchNeighbors"]),
    .target(
      name: "QuenchAnalysis", dependencies: ["QuenchModel", "QuenchUnits", "QuenchNeighbors"]),
    .target(name: "QuenchFigures", dependencies: ["QuenchModel", "QuenchNeighbors"]),
    .target(
      name: "QuenchDecks",
      dependencies: [
        "QuenchModel", "QuenchUnits", "QuenchBuild", "QuenchAnalysis", "QuenchFormats",
        "QuenchFigures", "Yams",
      ]),
    .target(
      name: "QuenchEnergetics", dependencies: ["QuenchModel", "QuenchUnits", "CQhull"]),
    .target(
      name: "QuenchCalculations",
      dependencies: [
        "QuenchModel", "QuenchUnits", "QuenchFormats", "QuenchEnergetics", "CCrypto",
      ]),
    .target(
      name: "QuenchRun",
      dependencies: [
        "QuenchModel", "QuenchUnits", "QuenchSymmetry", "QuenchNeighbors", "QuenchAnalysis",
        "QuenchFormats", "QuenchStore", "QuenchTrajectories", "QuenchDecks",
      ]),
    .target(
      name: "QuenchLedger",
      dependencies: [
        "QuenchModel", "QuenchUnits", "QuenchFormats", "QuenchEnergetics", "QuenchCalculations",
        "CCrypto", .product(name: "GRDB", package: "GRDB.swift"), "Yams",
      ]),
    .target(
      name: "Quench",
      dependencies: [
        "QuenchUnits", "QuenchModel", "QuenchSymmetry", "QuenchNeighbors", "QuenchFormats",
        "QuenchStore", "QuenchTrajectories", "QuenchBuild", "QuenchAnalysis", "QuenchFigures",
        "QuenchEnergetics", "QuenchCalculations", "QuenchLedger", "QuenchDecks", "QuenchRun",
        "QuenchLibrary",
      ]),
    .executableTarget(
      name: "QuenchCommand",
      dependencies: [
        "Quench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Not a product: measures parts of Quench for Scripts/bench.
    .executableTarget(
      name: "QuenchBench",
      dependencies: [
        "Quench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Not a product: a writer that the tests kill, and the judge of what it left.
    .executableTarget(name: "StoreTorture", dependencies: ["QuenchModel", "QuenchStore"]),

    .testTarget(name: "QuenchUnitsTests", dependencies: ["QuenchUnits"]),
    .testTarget(name: "QuenchModelTests", dependencies: ["QuenchModel"]),
    .testTarget(name: "QuenchLibraryTests", dependencies: ["QuenchLibrary"]),
    .testTarget(
      name: "QuenchSymmetryTests",
      dependencies: ["QuenchSymmetry", "QuenchTrajectories", "QuenchLibrary"]),
    .testTarget(name: "QuenchNeighborsTests", dependencies: ["QuenchNeighbors"]),
    .testTarget(
      name: "QuenchFormatsTests", dependencies: ["QuenchFormats"], exclude: ["Fixtures"]),
    .testTarget(name: "QuenchStoreTests", dependencies: ["QuenchStore", "StoreTorture"]),
    .testTarget(
      name: "QuenchTrajectoriesTests", dependencies: ["QuenchTrajectories", "QuenchFormats"]),
    .testTarget(name: "QuenchBuildTests", dependencies: ["QuenchBuild", "QuenchTrajectories"]),
    .testTarget(
      name: "QuenchAnalysisTests", dependencies: ["QuenchAnalysis", "QuenchTrajectories"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "QuenchEnergeticsTests", dependencies: ["QuenchEnergetics", "QuenchModel"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "QuenchCalculationsTests",
      dependencies: ["QuenchCalculations", "QuenchEnergetics"], exclude: ["Fixtures"]),
    .testTarget(
      name: "QuenchLedgerTests",
      dependencies: ["QuenchLedger", "QuenchCalculations", "QuenchEnergetics"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "QuenchDecksTests",
      dependencies: ["QuenchDecks", "QuenchTrajectories"], exclude: ["Fixtures"]),
    .testTarget(
      name: "QuenchRunTests", dependencies: ["QuenchRun", "QuenchDecks"]),
    .testTarget(name: "QuenchFiguresTests", dependencies: ["QuenchFigures"]),
    .testTarget(name: "QuenchCommandTests", dependencies: ["QuenchCommand"]),
  ],
  swiftLanguageModes: [.v6]
)

// A user's newer compiler must not fail on a deprecation; our own checks must.
let strict = ProcessInfo.processInfo.environment["QUENCH_STRICT"] == "1"
for target in package.targets where target.type != .system {
  target.swiftSettings =
    [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])
  target.cSettings = strict ? [.treatAllWarnings(as: .error)] : []
}
