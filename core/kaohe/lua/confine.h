// kaohe/lua/confine.h - gives up what this process may do, for good. Linux only; the one place that knows how.
#pragma once

namespace kaohe::lua {

// From here on the process can read from and write to `socket`, allocate memory, compute and end. Anything else (files,
// network, processes, executable memory, limits) kills it with SIGSYS. False when the system has no way to do that.
// With sanitizers, which need more, nothing is given up.
bool confine(int socket);

// Whether this program was built with sanitizers that need terabytes of addresses and system calls of their own.
bool is_sanitized();

}  // namespace kaohe::lua
