// kaohe/live/live_pack.h - a pack that is changed while it is in use: by an author who saves a file, or under a server.
#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "kaohe/rules/plan.h"

namespace kaohe::live {

// What a loader returns: the plan (null when the pack is broken, with findings that say why) and where its tests/ lies.
struct Pack {
    std::shared_ptr<const rules::Plan> plan;
    std::filesystem::path folder;
};
using Load = std::function<Pack(Diagnostics& findings)>;

class LivePack {
  public:
    explicit LivePack(Load load) : load_(std::move(load)) {}

    // Reads, validates and tests the pack as it is now. Sound, it comes into force; with an error in it or a test that fails
    // (KH-V003) the one before stays. Says which by true and false, and why in the findings. From any thread: one reload at a
    // time, evaluations go on meanwhile.
    bool reload(Diagnostics& findings);

    // The pack in force; null before the first sound one. Whoever holds it keeps it, whatever is loaded later. From any thread.
    std::shared_ptr<const rules::Plan> get() const { return in_force_.load(); }

  private:
    Load load_;
    std::mutex reloading_;
    std::atomic<std::shared_ptr<const rules::Plan>> in_force_;
};

}  // namespace kaohe::live
