// kaohe/app/app.h - the command line: one verb, one file in actions/. It calls the engine like any other caller would.
#pragma once

namespace kaohe::app {

// Exit codes of all verbs (contract 5). When several apply, the first of 130, 70, 5, 4, 6, 3, 7, 2, 8, 1, 0.
enum ExitCode : int {
    kDone = 0,
    kAnswerIsNo = 1,
    kUsage = 2,
    kNothingRead = 3,
    kBrokenRules = 4,
    kIntegrity = 5,
    kBudget = 6,
    kOutput = 7,
    kUndetermined = 8,
    kInternal = 70,
    kInterrupted = 130,
};

// Runs the program; never throws. What is our fault is printed as KH-C070 and gives 70.
int run(int argc, char** argv);

}  // namespace kaohe::app
