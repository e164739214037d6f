// The one place that names the test framework's header, so that a move to Catch2 v3 is one edit.
#pragma once
#include <catch2/catch.hpp>
