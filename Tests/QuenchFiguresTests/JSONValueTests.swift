import Foundation
import Testing

@testable import QuenchFigures

@Suite struct JSONValueTests {
  private let value: JSONValue = [
    "schema": 1, "name": "a\"b\\c\n\u{1}é\u{2028}/", "g": [0.1, 1, -2.5e-300],
    "bad": .number(.nan), "none": nil, "ok": true, "list": [["x": 1], []], "empty": [:],
  ]

  @Test func keysKeepTheirOrderAndTextIsEscaped() {
    #expect(
      value.rendered(pretty: false)
        == #"{"schema":1,"name":"a\"b\\c\n\u0001é\u2028/","g":[0.1,1,-2.5e-300],"bad":null,"none":null,"ok":true,"list":[{"x":1},[]],"empty":{}}"#
    )
  }

  @Test func prettyTextPutsPlainListsOnOneLine() {
    let value: JSONValue = ["a": [1, 2], "b": ["c": [["d": nil]]]]
    #expect(
      value.rendered() == """
        {
          "a": [1,2],
          "b": {
            "c": [
              {
                "d": null
              }
            ]
          }
        }

        """)
  }

  @Test func anotherReaderAgrees() throws {
    for isPretty in [true, false] {
      let text = value.rendered(pretty: isPretty)
      let read = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(read["name"] as? String == "a\"b\\c\n\u{1}é\u{2028}/")
      #expect(read["g"] as? [Double] == [0.1, 1, -2.5e-300])
      #expect(read["bad"] is NSNull)
    }
  }

  @Test func numbersReadBackBitForBit() throws {
    for number in [Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, 1e16, 1.5e-7]
    {
      let text = JSONValue.number(number).rendered(pretty: false)
      #expect(Double(text) == number)
    }
  }
}
