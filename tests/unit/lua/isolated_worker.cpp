// The other side of an isolated state, for tests: the real one, and some that have been taken over.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/lua/confine.h"
#include "kaohe/lua/wire.h"

using namespace kaohe::lua;

namespace {

void say_ready() { (void)send_message(0, Packer(Message::Ready).bytes()); }

// Takes what it is asked until it is asked to load something, as the real one would.
void wait_for_load() {
    std::string bytes;
    while (receive_message(0, bytes, SIZE_MAX) && !bytes.empty() && bytes[0] != static_cast<char>(Message::Load)) {
    }
}

int misbehave(std::string_view how) {
    if (how == "exits") return 3;
    if (!confine(0)) return 71;
    say_ready();
    wait_for_load();
    if (how == "opens a file") return ::open("/etc/passwd", O_RDONLY);
    if (how == "spins") {
        volatile bool forever = true;
        while (forever) {
        }
    }
    if (how == "is silent") {
        std::string bytes;
        (void)receive_message(0, bytes, SIZE_MAX);
    }
    if (how == "eats memory") {
        try {
            std::vector<std::string> all;
            for (;;) all.emplace_back(std::size_t{1} << 20, 'x');
        } catch (const std::bad_alloc&) {
            (void)send_message(0, Packer(Message::OutOfMemory).bytes());
        }
    }
    if (how == "talks nonsense") (void)send_message(0, "nonsense");
    if (how == "says too much") {
        const std::uint64_t size = std::uint64_t{1} << 60;
        (void)send_message(0, std::string(reinterpret_cast<const char*>(&size), sizeof size));
        std::string bytes(sizeof size, '\xff');
        (void)send_message(0, bytes);
    }
    if (how == "aborts") std::abort();
    return 0;
}

}  // namespace

int main(int argc, char** argv) { return argc == 2 ? misbehave(argv[1]) : serve_isolated(0); }
