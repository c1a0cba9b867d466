#pragma once

#include <string>

namespace formcast {

// What only the platform can do; a file of its own for the desktop and for the browser.

/// Lets a person choose files; they come back through App::open_file. Nothing where the platform has no such dialog.
void pick_files();
/// Gives a person a file to keep. Returns what to say of it.
std::string save_file(const std::string& name, const std::string& content);
/// Whether there is a page to print.
bool prints_pages();
void print_page();

}  // namespace formcast
