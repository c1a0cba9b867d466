#pragma once

#include "viewer/app/app.hpp"

namespace formcast {

/// The screen of the page; valid from formcast_start on.
App& page_app();

}  // namespace formcast
