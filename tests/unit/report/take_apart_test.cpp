#include "kaohe/report/take_apart.h"

#include <nlohmann/json.hpp>
#include <random>

#include "support/catch.h"

using kaohe::report::take_apart;
using AnyJson = nlohmann::json;

namespace {

// A JSON value of any kind, with texts that look like structure.
AnyJson random_value(std::mt19937& random, int depth) {
    static const std::vector<std::string> texts = {"", "regions", "\"", "\\", "\\\"", "]}", "[{,", "a\nb", "县\\", "\\\\\""};
    switch (random() % (depth > 0 ? 7 : 5)) {
        case 0: return texts[random() % texts.size()];
        case 1: return static_cast<int>(random() % 1000) - 500;
        case 2: return 0.5;
        case 3: return random() % 2 == 0;
        case 4: return nullptr;
        case 5: {
            AnyJson out = AnyJson::array();
            for (unsigned i = random() % 4; i > 0; --i) out.push_back(random_value(random, depth - 1));
            return out;
        }
        default: {
            AnyJson out = AnyJson::object();
            for (unsigned i = random() % 4; i > 0; --i) out[texts[random() % texts.size()]] = random_value(random, depth - 1);
            return out;
        }
    }
}

AnyJson random_document(std::mt19937& random) {
    AnyJson out = {{"schema", "x"}, {"regions", AnyJson::array()}};
    for (unsigned i = random() % 5; i > 0; --i) out["regions"].push_back(random_value(random, 3));
    for (unsigned i = random() % 4; i > 0; --i) out["m" + std::to_string(i)] = random_value(random, 3);
    return out;
}

// The document put together again from its pieces; nothing when one of them is no JSON.
std::optional<AnyJson> put_together(const kaohe::report::Pieces& pieces) {
    AnyJson out = AnyJson::parse(pieces.head, nullptr, false);
    if (out.is_discarded()) return std::nullopt;
    for (const auto& element : pieces.elements) {
        AnyJson value = AnyJson::parse(element, nullptr, false);
        if (value.is_discarded()) return std::nullopt;
        out["regions"].push_back(std::move(value));
    }
    return out;
}

}  // namespace

TEST_CASE("a document taken apart is the same put together, however it is laid out") {
    std::mt19937 random(20211231);
    for (int i = 0; i < 3000; ++i) {
        const AnyJson document = random_document(random);
        const std::string text = document.dump(static_cast<int>(random() % 4) - 1);
        CAPTURE(text);
        const auto pieces = take_apart(text, "regions");
        REQUIRE(pieces);
        CHECK(pieces->elements.size() == document["regions"].size());
        REQUIRE(put_together(*pieces) == document);
    }
}

TEST_CASE("what is no JSON does not become JSON by taking it apart") {
    std::mt19937 random(7);
    const std::string bytes = "\"\\{}[],: \nx0";
    std::size_t refused = 0, kept = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text = random_document(random).dump();
        for (unsigned changes = 1 + random() % 2; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0)
                text[at] = bytes[random() % bytes.size()];
            else
                text.insert(at, 1, bytes[random() % bytes.size()]);
        }
        CAPTURE(text);
        const auto pieces = take_apart(text, "regions");
        if (!pieces) continue;
        const AnyJson whole = AnyJson::parse(text, nullptr, false);
        const auto again = put_together(*pieces);
        REQUIRE(again.has_value() == !whole.is_discarded());
        if (again) REQUIRE(*again == whole);
        ++(again ? kept : refused);
    }
    CHECK(refused > 1000);
    CHECK(kept > 1000);
}

TEST_CASE("there is one list of that name, in the outermost object") {
    for (const char* text : {"", "[]", "{}", R"({"a": {"regions": []}})", R"({"regions": {}})", R"({"regions": [})", R"({"regions": [1, 2)", R"({"regions": [1], "regions": [2]})",
                             R"({"regions": [1,]})", R"({"regions": [1)", R"({"a": "regions)"}) {
        CAPTURE(text);
        CHECK_FALSE(take_apart(text, "regions"));
    }
    const auto pieces = take_apart(R"( {"regions" : [ 1 , {"a": "]"} ], "b": 2} )", "regions");
    REQUIRE(pieces);
    CHECK(pieces->head == R"( {"regions" : [], "b": 2} )");
    REQUIRE(pieces->elements.size() == 2);
    CHECK(pieces->elements[0] == "1 ");
    CHECK(pieces->elements[1] == R"({"a": "]"})");
}
