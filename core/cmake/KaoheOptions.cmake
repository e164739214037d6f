# What every target of ours is compiled with: kaohe_options is linked PRIVATE by kaohe_module().
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

add_library(kaohe_options INTERFACE)
target_compile_options(kaohe_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Wno-missing-field-initializers  # designated initialisers name what matters
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 false alarm on std::string operator+
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage;-Wno-shadow>"  # the files of a batch are headers to GCC and see each other's names
  "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=." -ffp-contract=off
  $<$<BOOL:${KAOHE_WERROR}>:-Werror>)
if(KAOHE_SANITIZE)
  add_compile_options(-fsanitize=${KAOHE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${KAOHE_SANITIZE})
endif()

# kaohe_module(<name> SOURCES … [PUBLIC …] [PRIVATE …]): the static library kaohe_<name>, alias kaohe::<name>.
function(kaohe_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(kaohe_${name} STATIC ${arg_SOURCES})
  add_library(kaohe::${name} ALIAS kaohe_${name})
  target_include_directories(kaohe_${name} PUBLIC ${CMAKE_SOURCE_DIR}/core ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(kaohe_${name} PUBLIC ${arg_PUBLIC} PRIVATE kaohe_options ${arg_PRIVATE})
endfunction()
