#include "kaohe/app/app.h"

int main(int argc, char** argv) { return kaohe::app::run(argc, argv); }
