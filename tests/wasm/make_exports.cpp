// Writes archives as athletes and services have them, whole and damaged, into a folder and prints their paths:
//   make_exports FOLDER
#include <fmt/format.h>

#include <fstream>
#include <string>

#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast::intake {
namespace {

void write(const std::string& path, const ByteString& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  fmt::print("{}\n", path);
}

ByteString tcx(const std::string& start) {
  return bytes_of("<?xml version=\"1.0\"?>\n<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Id>" +
                  start + "</Id><Lap StartTime=\"" + start +
                  "\"><TotalTimeSeconds>598</TotalTimeSeconds><DistanceMeters>2100</DistanceMeters></Lap></Activity>"
                  "</Activities></TrainingCenterDatabase>\n");
}

ByteString rpe() {
  return bytes_of("Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n");
}

/// An archive of a ride, a nested one, tables and what cannot be read, in every way in which a zip keeps an entry.
ByteString whole() {
  const ByteString ride = testing_fit::ride(600).bytes();
  ZipWriter inner, zip;
  inner.add({.name = "ride.fit", .bytes = ride, .deflate = true});
  inner.add({.name = "triathlon.fit.gz", .bytes = gzip_of(testing_fit::triathlon(true).bytes())});
  zip.add({.name = "UploadedFiles_1.zip", .bytes = inner.finished(), .deflate = true});
  zip.add(
      {.name = "f\x81r \x9A\x62ung.tcx", .bytes = tcx("2026-06-27T22:30:00Z"), .deflate = true, .descriptor = true});
  zip.add({.name = "stored.fit", .bytes = testing_fit::rich(3), .zip64 = true});
  zip.add({.name = "rpe.csv", .bytes = rpe(), .deflate = true, .zip64 = true});
  zip.add({.name = "tests.csv", .bytes = bytes_of("date,performance [W]\n2026-06-22,296.5\n2026-06-25,301\n")});
  zip.add({.name = "hrv.csv", .bytes = bytes_of("date,HR,rMSSD,pNN50\n2026-06-24,48,62,20\n2026-06-25,47,60,19\n")});
  zip.add({.name = "secret.fit", .bytes = ride, .flags = 1});
  zip.add({.name = "zstd.fit", .bytes = ride, .method = 93});
  zip.add({.name = "damaged.fit", .bytes = ride, .deflate = true, .crc_error = 1});
  zip.add({.name = "zeros.fit", .bytes = ByteString(8U << 20U, 0), .deflate = true});
  zip.add({.name = "large.fit", .bytes = ride, .deflate = true, .claimed = 3U << 30U});
  return zip.finished(true, "a comment");
}

/// What only the athlete knows: the order of dates, and a table whose headings are not known.
ByteString asked() {
  ZipWriter zip;
  zip.add({.name = "rpe.csv", .bytes = rpe()});
  zip.add({.name = "unclear.csv", .bytes = bytes_of("date,duration (min),RPE\n06/07/2026,60,5\n07/07/2026,45,3\n")});
  zip.add(
      {.name = "club.csv",
       .bytes = bytes_of("Datum;Trainingsbelastung;Schlaf;FTP [W]\n8.7.2026;450,5;7,5;270\n9.7.2026;200;6;271,25\n")});
  return zip.finished();
}

}  // namespace
}  // namespace formcast::intake

int main(int count, char** words) {
  using namespace formcast::intake;
  if (count != 2) return 2;
  const std::string folder = words[1];
  const ByteString zip = whole();
  write(folder + "/whole.zip", zip);
  write(folder + "/asked.zip", asked());
  write(folder + "/cut.zip", {zip.begin(), zip.end() - 2000});
  write(folder + "/ride.fit.gz", gzip_of(testing_fit::ride(600).bytes(), "ride.fit"));
  int copies = 0;
  on_damaged_copies(zip, 40,
                    [&](const ByteString& bytes) { write(fmt::format("{}/damaged_{}.zip", folder, copies++), bytes); });
}
