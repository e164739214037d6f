#!/bin/bash
# Installs, builds and runs every check; prints OK or FAIL per step and ends with 1 if any failed.
# Output of a step goes to build/logs; of a failed one the end is shown.
set -u
cd "$(dirname "$0")/.." || exit 1

jobs=$(nproc)
logs=build/logs
failed=()
mkdir -p "$logs"

werror=OFF
[ "${CI:-}" = true ] && werror=ON

# step NAME COMMAND...: runs the command, goes on whatever comes of it; the status says how it went.
step() {
  local name=$1 start=$SECONDS log
  shift
  log="$logs/${name// /-}.log"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'OK    %-28s %4d s\n' "$name" $((SECONDS - start))
    return 0
  fi
  printf 'FAIL  %-28s %4d s  %s\n' "$name" $((SECONDS - start)) "$log"
  tail -n 60 "$log" | sed 's/^/      | /'
  failed+=("$name")
  return 1
}

build() {
  local dir=$1
  shift
  # In batches the headers are read, and CLI11 and the like compiled, once for eight files: half of the time.
  cmake -S . -B "$dir" -G Ninja -DKAOHE_DEVELOPER_MODE=ON -DKAOHE_WERROR=$werror -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 "$@" &&
    cmake --build "$dir"
}

run_tests() {
  ctest --test-dir "$1" --output-on-failure --no-tests=error -j "$jobs"
}

# Two runs of the shipped example give the same bytes and what EXPECTED.md works out; 8 is the code it should end with.
assess_example() {
  local kaohe=build/test/core/kaohe/app/kaohe run code
  for run in 1 2; do
    rm -rf "build/example-$run"
    code=0
    "$kaohe" assess examples/wuzhong-2021/submissions --rules rules/640300-wuzhong/2021 --jobs "$run" \
      -o "build/example-$run" || code=$?
    if [ "$code" -ne 8 ]; then
      echo "kaohe assess ended with code $code, expected 8"
      return 1
    fi
  done
  diff -r build/example-1 build/example-2 &&
    python3 scripts/check_example.py --result build/example-1/result.json
}

example_data() {
  rm -rf build/example-data
  python3 scripts/make_example.py build/example-data &&
    diff -r build/example-data examples/wuzhong-2021/submissions &&
    python3 scripts/check_example.py
}

lint_lua() {
  # Only what is there: plugins and packs come with different issues.
  find rules plugins templates -name '*.lua' -print0 | xargs -0 -r luacheck --no-color --no-cache
}

# Without packages nothing below can work.
echo "packages..."
scripts/setup.sh test || exit 1

step "luacheck" lint_lua
step "example data" example_data
if step "build" build build/test -DCMAKE_BUILD_TYPE=RelWithDebInfo "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O2 -g1 -DNDEBUG"; then
  step "tests" run_tests build/test
  step "example assessed" assess_example
fi
if step "build sanitized" build build/asan -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1" "-DKAOHE_SANITIZE=address,undefined"; then
  UBSAN_OPTIONS=print_stacktrace=1 step "tests sanitized" run_tests build/asan
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "FAIL: ${failed[*]}"
  exit 1
fi
grep -h "tests passed" "$logs"/tests*.log  # ctest's own closing lines
echo "all OK"
