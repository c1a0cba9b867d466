#pragma once

#include <string>

namespace formcast {

// What only the platform can do; a file of its own for the desktop and for the browser.

/// Lets the user choose files, which arrive through App::open_file. Nothing where the platform has no such dialog.
void pick_files();
/// Lets the user choose a folder of an athlete's own files, which arrive through App::import_files. Nothing where the
/// platform has no such dialog.
void pick_folder();
/// Imports the demonstration, a folder of small exports that comes with the program, in the same way. False where it
/// did not come along.
bool import_demonstration();
/// The IANA zone of this machine; "" where it is not known.
std::string local_zone();
/// Saves a file for the user. Returns a message about it.
std::string save_file(const std::string& name, const std::string& content);
/// Whether the reader can change the language here, and the change: the screen begins again, with the desks as they
/// are.
bool changes_language();
void change_language(const std::string& code);
/// Whether a page can be printed.
bool prints_pages();
void print_page();

}  // namespace formcast
