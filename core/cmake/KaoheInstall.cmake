include(GNUInstallDirs)
install(DIRECTORY plugins rules templates DESTINATION ${CMAKE_INSTALL_DATADIR}/kaohe)
