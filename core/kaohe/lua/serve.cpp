// The process that works for a State in another one: it gives up its rights before it reads the first byte.
#include <new>

#include "kaohe/lua/confine.h"
#include "kaohe/lua/engine.h"
#include "kaohe/lua/wire.h"

namespace kaohe::lua {
namespace {

enum ExitCode : int { kDone = 0, kNotConfined = 71, kLost = 72 };

class Server {
  public:
    explicit Server(int socket) : socket_(socket) {}

    int run() {
        if (!send_message(socket_, Packer(Message::Ready).bytes())) return kLost;
        for (std::string bytes; receive_message(socket_, bytes, SIZE_MAX);)
            if (!answer(bytes)) return kLost;
        return kDone;
    }

  private:
    bool answer(const std::string& bytes) {
        std::deque<model::Column> columns;
        Unpacker asked(bytes, columns);
        switch (asked.kind()) {
            case Message::Options: return begin(asked);
            case Message::Load: return load(asked);
            case Message::SetLastFunction: return set_last_function(asked);
            case Message::Freeze: return engine_->freeze(), true;
            case Message::Call: return call(asked);
            default: return false;
        }
    }

    bool begin(Unpacker& asked) {
        SandboxOptions options;
        asked(options);
        engine_ = make_local_engine(options);
        return true;
    }

    bool load(Unpacker& asked) {
        Chunk chunk;
        Vocabulary words;
        asked(chunk, words);
        // The host keeps what it is given for as long as chunks are loaded.
        const Vocabulary& kept = vocabularies_.emplace_back(std::move(words));
        std::vector<Declaration> declarations;
        Diagnostics findings;
        const Value value = engine_->load(chunk, kept, [this](const std::string& name) { return sibling(name); }, declarations, findings);
        Packer said(Message::Loaded);
        said(value, declarations, findings.all(), engine_->last_function());
        return send_message(socket_, said.bytes());
    }

    std::optional<Chunk> sibling(const std::string& name) {
        Packer wanted(Message::SiblingWanted);
        wanted(name);
        std::string bytes;
        if (!send_message(socket_, wanted.bytes()) || !receive_message(socket_, bytes, SIZE_MAX)) return std::nullopt;
        std::deque<model::Column> none;
        Unpacker answer(bytes, none);
        std::optional<Chunk> out;
        answer(out);
        return out;
    }

    bool set_last_function(Unpacker& asked) {
        std::int64_t ordinal = 0;
        asked(ordinal);
        engine_->set_last_function(ordinal);
        return true;
    }

    bool call(Unpacker& asked) {
        std::int64_t function = 0;
        std::vector<Value> arguments;
        std::string what;
        asked(function, arguments, what);
        std::vector<const Value*> pointers;
        for (const Value& argument : arguments) pointers.push_back(&argument);
        Packer said(Message::Called);
        said(engine_->call(function, pointers, what));
        return send_message(socket_, said.bytes());
    }

    int socket_;
    std::unique_ptr<Engine> engine_;
    std::deque<Vocabulary> vocabularies_;
};

}  // namespace

int serve_isolated(int socket) {
    if (!confine(socket)) return kNotConfined;
    try {
        return Server(socket).run();
    } catch (const std::bad_alloc&) {
        return send_message(socket, Packer(Message::OutOfMemory).bytes()) ? kDone : kLost;
    } catch (const std::exception&) {
        return kLost;
    }
}

}  // namespace kaohe::lua
