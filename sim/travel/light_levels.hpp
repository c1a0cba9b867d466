#pragma once

namespace formcast {

/// Light at the eye while awake [lux]; asleep it is dark. Sources:
/// indoor    rooms that people occupy for long are lit with 200 lux, 300 away from the window by day (CIBSE Code for
///           Interior Lighting, as the handbook of IES VE, 2.6, gives it)
/// evening   homes reach 65 lux with all lights on and 3 with as few as possible in the hours before bedtime
///           (Burgess & Molina 2014, Photochem Photobiol 90:723)
/// outdoor   in the open under a heavily overcast sky (the same); a clear summer day has 100 000
/// cabin, bright, dark   our choice: a dimmed cabin; a light box or a walk in the morning; dark glasses
struct LightLevels {
  double indoor = 200.0;    ///< inside while the sun is up
  double evening = 40.0;    ///< inside while it is down
  double outdoor = 5000.0;  ///< outside while the sun is up
  double cabin = 50.0;      ///< awake on an aeroplane
  double bright = 5000.0;   ///< in a bright-light window, at least
  double dark = 10.0;       ///< at most this in a window of avoiding light
};

}  // namespace formcast
