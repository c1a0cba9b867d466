#pragma once

#include <string>

namespace formcast {

// What only the platform can do; a file of its own for the desktop and for the browser.

/// Lets the user choose files, which arrive through App::open_file. Nothing where the platform has no such dialog.
void pick_files();
/// Saves a file for the user. Returns a message about it.
std::string save_file(const std::string& name, const std::string& content);
/// Whether a page can be printed.
bool prints_pages();
void print_page();

}  // namespace formcast
