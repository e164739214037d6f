#include "kaohe/app/watch.h"

#include <chrono>
#include <thread>

namespace kaohe::app {

namespace fs = std::filesystem;

Watch::Files Watch::look() const {
    Files out;
    const auto note = [&](const fs::path& file) {
        std::error_code error;
        if (!but_.empty() && fs::equivalent(file, but_, error)) return;
        const auto time = fs::last_write_time(file, error);
        const auto size = error ? 0 : fs::file_size(file, error);
        if (!error) out[file] = {time, size};
    };
    for (const auto& root : roots_) {
        std::error_code error;
        if (fs::is_regular_file(root, error)) note(root);
        for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
            std::error_code gone;
            if (it->is_regular_file(gone)) note(it->path());
        }
    }
    return out;
}

void Watch::wait() {
    constexpr std::chrono::milliseconds kPause(300);
    Files last = seen_;
    while (true) {
        std::this_thread::sleep_for(kPause);
        Files now = look();
        if (now == last && now != seen_) {
            seen_ = std::move(now);
            return;
        }
        last = std::move(now);
    }
}

}  // namespace kaohe::app
