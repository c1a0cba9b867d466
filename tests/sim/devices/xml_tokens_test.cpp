#include "sim/devices/xml_tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Read {
  std::vector<std::string> tokens;
  std::string fault;
  std::size_t line = 0;
};

/// Tokens as "<name key=value>", "</name>" and "text".
Read tokens_of(const std::vector<std::uint8_t>& bytes) {
  Read result;
  XmlTokens tokens(bytes);
  for (XmlToken token; tokens.next(token);) {
    std::string shown = token.text;
    if (token.kind != XmlToken::Kind::kText) {
      shown = token.kind == XmlToken::Kind::kStart ? "<" : "</";
      shown += token.name.local;
      for (const XmlAttribute& a : token.attributes) shown += " " + std::string(a.name.local) + "=" + a.value;
      shown += ">";
    }
    result.tokens.push_back(shown);
  }
  result.fault = tokens.fault();
  result.line = tokens.line();
  return result;
}

Read tokens_of(std::string_view text) { return tokens_of(bytes_of(text)); }

std::vector<std::uint8_t> utf16(std::u16string_view text, bool big, bool mark) {
  std::vector<std::uint8_t> bytes;
  const auto put = [&](char16_t unit) {
    const auto high = static_cast<std::uint8_t>(unit >> 8U), low = static_cast<std::uint8_t>(unit & 0xFFU);
    bytes.push_back(big ? high : low);
    bytes.push_back(big ? low : high);
  };
  if (mark) put(u'\xFEFF');
  for (const char16_t unit : text) put(unit);
  return bytes;
}

TEST(XmlTokens, ElementsAttributesAndText) {
  const Read r = tokens_of("<?xml version=\"1.0\"?>\n<a x=\"1\" y='two'>\n <b>3</b><c/>\n</a>");
  EXPECT_THAT(r.tokens, ElementsAre("<a x=1 y=two>", "<b>", "3", "</b>", "<c>", "</c>", "</a>"));
  EXPECT_EQ(r.fault, "");
}

TEST(XmlTokens, PrefixesAreSplitOff) {
  const auto bytes = bytes_of("<ns3:TPX xmlns:ns3=\"http://x\" ns3:Sensor=\"Footpod\"/>");
  XmlTokens tokens(bytes);
  XmlToken token;
  ASSERT_TRUE(tokens.next(token));
  EXPECT_EQ(token.name.prefix, "ns3");
  EXPECT_EQ(token.name.local, "TPX");
  EXPECT_EQ(token.attribute("Sensor"), "Footpod");
  EXPECT_EQ(token.attribute("ns3"), "");
}

TEST(XmlTokens, EntitiesCdataAndComments) {
  const Read r =
      tokens_of("<a t=\"&quot;&#x41;\">1 &lt; 2 &amp;&amp; &#51; &gt; 2<!-- <b> --><![CDATA[ <raw> & ]]><?pi ?></a>");
  EXPECT_THAT(r.tokens, ElementsAre("<a t=\"A>", "1 < 2 && 3 > 2", " <raw> & ", "</a>"));
}

TEST(XmlTokens, AnAmpersandNobodyEscapedStays) {
  EXPECT_THAT(tokens_of("<a>Run & Ride &nbsp; &#xD800; &#0;</a>").tokens,
              ElementsAre("<a>", "Run & Ride &nbsp; \uFFFD \uFFFD", "</a>"));
}

TEST(XmlTokens, LeadingBlanksMarksAndNoDeclaration) {
  for (const std::string_view begin :
       {"          <?xml version=\"1.0\"?>", "\xEF\xBB\xBF<?xml version=\"1.0\"?>", "", "\n"}) {
    EXPECT_THAT(tokens_of(std::string(begin) + "<a/>").tokens, ElementsAre("<a>", "</a>")) << begin;
  }
}

TEST(XmlTokens, Utf16OfBothByteOrders) {
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      EXPECT_THAT(
          tokens_of(utf16(u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>\u00FC \U0001F6B4</a>", big, mark)).tokens,
          ElementsAre("<a>", "\u00FC \U0001F6B4", "</a>"));
    }
  }
}

TEST(XmlTokens, DeclaredLatinAndBrokenUtf8) {
  EXPECT_THAT(tokens_of("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>M\xFCnchen</a>").tokens,
              ElementsAre("<a>", "M\u00FCnchen", "</a>"));
  EXPECT_THAT(tokens_of("<a>M\xFCnchen</a>").tokens, ElementsAre("<a>", "M\uFFFDnchen", "</a>"));
}

TEST(XmlTokens, ADoctypeIsRefused) {
  const Read r = tokens_of("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><a>&b;</a>");
  EXPECT_THAT(r.tokens, IsEmpty());
  EXPECT_THAT(r.fault, HasSubstr("DOCTYPE"));
  EXPECT_EQ(r.line, 2U);
}

TEST(XmlTokens, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const Read r = tokens_of(deep);
  EXPECT_EQ(r.tokens.size(), XmlTokens::kMaxDepth);
  EXPECT_THAT(r.fault, HasSubstr("inside each other"));
}

TEST(XmlTokens, AFileCutShortGivesWhatWasComplete) {
  const Read r = tokens_of("<a>\n<b>1</b>\n<c x=\"1\"><d>2");
  EXPECT_THAT(r.tokens, ElementsAre("<a>", "<b>", "1", "</b>", "<c x=1>", "<d>"));
  EXPECT_EQ(r.fault, "the file ends inside <d>");
  EXPECT_EQ(r.line, 3U);
}

TEST(XmlTokens, FaultsHaveALine) {
  EXPECT_THAT(tokens_of("<a>\n</b>").fault, HasSubstr("end tag \"b\" where \"a\" is open"));
  EXPECT_EQ(tokens_of("<a>\n</b>").line, 2U);
  EXPECT_THAT(tokens_of("a,b\n1,2").fault, HasSubstr("begins with text"));
  EXPECT_THAT(tokens_of("").fault, HasSubstr("no XML element"));
  EXPECT_THAT(tokens_of("<a x=1/>").fault, HasSubstr("without quotes"));
  EXPECT_THAT(tokens_of("<a x/>").fault, HasSubstr("without a value"));
  EXPECT_THAT(tokens_of("<a>< b></a>").fault, HasSubstr("begins no element"));
}

TEST(XmlTokens, WhatFollowsTheRootIsNotRead) {
  const Read r = tokens_of(std::string_view("<a/>\0\0 <b>", 10));
  EXPECT_THAT(r.tokens, ElementsAre("<a>", "</a>"));
  EXPECT_EQ(r.fault, "");
}

TEST(XmlTokens, DamagedCopiesStayWithinTheirSize) {
  const auto whole = bytes_of(
      "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><n:a xmlns:n='u'><!-- c --><b t=\"&amp;\">1 &lt; 2</b>"
      "<![CDATA[raw]]><c/><d><e>&#252;\u00FC</e></d></n:a>");
  on_damaged_copies(whole, 4000, [](const std::vector<std::uint8_t>& bytes) {
    XmlTokens tokens(bytes);
    std::size_t count = 0, text = 0;
    for (XmlToken token; tokens.next(token);) {
      ++count;
      text += token.text.size();
      for (const XmlAttribute& a : token.attributes) text += a.value.size();
      EXPECT_TRUE(is_utf8(token.text));
    }
    // Three bytes of U+FFFD at most for one that is no UTF-8.
    EXPECT_LE(count, bytes.size());
    EXPECT_LE(text, 3 * bytes.size());
  });
}

}  // namespace
}  // namespace formcast::intake
