// zones_intl.cpp's access to JavaScript's Intl; the same in a page, in a worker and in Node.
addToLibrary({
  $formcastZones: [],

  // A number to ask with, or -1 for a zone that is not known here.
  formcast_zone_open__deps: ['$formcastZones', '$UTF8ToString'],
  formcast_zone_open: (name) => {
    const field = 'numeric';
    try {
      return formcastZones.push(new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: UTF8ToString(name), hourCycle: 'h23',
        year: field, month: field, day: field, hour: field, minute: field, second: field,
      })) - 1;
    } catch (error) {
      if (error instanceof RangeError) return -1;
      throw error;
    }
  },

  // Local time minus universal time [s] at `at` [s since 1970].
  formcast_zone_offset__deps: ['$formcastZones'],
  formcast_zone_offset: (zone, at) => {
    const [month, day, year, hour, minute, second] = formcastZones[zone].format(at * 1000).match(/\d+/g).map(Number);
    return Date.UTC(year, month - 1, day, hour % 24, minute, second) / 1000 - at;  // some write midnight as 24
  },

  // The zones listed, one a line, to be freed; none where Intl lists nothing.
  formcast_zone_list__deps: ['$stringToNewUTF8'],
  formcast_zone_list: () => stringToNewUTF8(
    typeof Intl === 'object' && Intl.supportedValuesOf ? Intl.supportedValuesOf('timeZone').join('\n') : ''),
});
