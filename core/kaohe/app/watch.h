// kaohe/app/watch.h - waits until somebody saves a file. Looks at times and sizes a few times a second: that holds on every
// file system, network shares included, and with every editor's way of saving.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

namespace kaohe::app {

class Watch {
  public:
    // Files, and folders with everything below them; not the file that is written by whoever waits.
    explicit Watch(std::vector<std::filesystem::path> roots, std::filesystem::path but = {}) : roots_(std::move(roots)), but_(std::move(but)), seen_(look()) {}
    // Returns when something has changed since the last return, and has then stayed the same for a moment.
    void wait();

  private:
    struct Stamp {
        std::filesystem::file_time_type time;
        std::uintmax_t size = 0;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    using Files = std::map<std::filesystem::path, Stamp>;
    Files look() const;

    std::vector<std::filesystem::path> roots_;
    std::filesystem::path but_;
    Files seen_;
};

}  // namespace kaohe::app
