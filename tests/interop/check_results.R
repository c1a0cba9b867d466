# Checks that R's rhdf5 reads a results file as labelled data, and that the R example of docs/results-format.md prints
# the output shown there.
#
# usage: Rscript check_results.R DIRECTORY
#
# DIRECTORY holds results.h5 and expected.json as write_results makes them. Exit status: 0 all is as expected, 1 it is
# not, 77 a package is not installed.

for (package in c("rhdf5", "jsonlite")) {
  if (!requireNamespace(package, quietly = TRUE)) {
    cat(package, "is not installed\n")
    quit(status = 77)
  }
}

same <- function(found, wanted, what) {
  if (identical(found, wanted)) return(invisible())
  text <- function(values) paste(deparse(values), collapse = "\n")
  stop(what, ": found ", text(found), ", expected ", text(wanted))
}

# DIMENSION_LIST, which h5readAttributes warns of, is nothing that rhdf5 reads; netCDF's own numbers say the same.
attributes_of <- function(name) suppressWarnings(rhdf5::h5readAttributes(file, name, bit64conversion = "double"))
values_of <- function(name) as.vector(rhdf5::h5read(file, name))

check_attributes <- function(expected) {
  found <- attributes_of("/")
  same(sort(names(found)), sort(c(names(expected), "source", "history")), "names of the attributes")
  # R has no 64-bit integers: the seed is the nearest double.
  for (name in names(expected)) same(as.vector(found[[name]]), expected[[name]], paste("attribute", name))
  same(startsWith(found$source, "Formcast "), TRUE, "source")
}

check_coordinates <- function(expected) {
  for (name in setdiff(names(expected), "date")) same(values_of(name), expected[[name]], name)
  first <- as.Date(sub("^days since ", "", attributes_of("date")$units))
  same(as.character(first + values_of("date")), expected$date, "date")
}

# R counts the first dimension fastest and HDF5 the last, so an array arrives with its dimensions reversed.
check_variable <- function(name, variable, expected) {
  attributes <- attributes_of(name)
  found <- rhdf5::h5read(file, name)
  same(is.character(attributes$long_name), TRUE, paste("long_name of", name))
  same(dim(found), unname(rev(lengths(expected$coordinates[variable$dimensions]))), paste("size of", name))
  if (variable$type == "text") return(same(as.vector(found), expected$variables[[name]], name))
  ids <- vapply(variable$dimensions, function(each) attributes_of(each)[["_Netcdf4Dimid"]], 0L)
  same(as.vector(attributes[["_Netcdf4Coordinates"]]), unname(ids), paste("dimensions of", name))
  same(attributes$units, variable$unit, paste("unit of", name))
  fill <- if (variable$type == "float32") NaN else -1L
  same(as.vector(attributes[["_FillValue"]]), fill, paste("_FillValue of", name))
  wanted <- aperm(expected$variables[[name]])
  wanted[is.na(wanted)] <- NaN
  same(as.numeric(found), as.numeric(wanted), name)
}

# The lines of the page's R blocks.
page_code <- function(page) {
  lines <- readLines(page, encoding = "UTF-8")
  language <- ""
  inside <- vapply(lines, function(line) {
    fence <- startsWith(line, "```")
    if (fence) language <<- if (language == "") line else ""
    !fence && language == "```r"
  }, TRUE)
  lines[inside]
}

# Expected output follows the code after "#>".
check_example <- function(code) {
  said <- startsWith(code, "#>")
  part <- cumsum(c(FALSE, diff(said) < 0))
  for (lines in split(seq_along(code), part)) {
    statements <- parse(text = code[lines][!said[lines]], keep.source = FALSE)
    printed <- capture.output(for (statement in statements) {
      value <- withVisible(eval(statement, globalenv()))
      if (value$visible) print(value$value)
    })
    wanted <- sub("^#> ?", "", code[lines][said[lines]])
    same(trimws(printed, "right"), trimws(wanted, "right"), paste(c("this example", code[lines]), collapse = "\n"))
  }
  same(sum(said) > 10, TRUE, "whether the page has an example for R")
}

directory <- normalizePath(commandArgs(trailingOnly = TRUE)[1])
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
file <- file.path(directory, "results.h5")
expected <- jsonlite::fromJSON(file.path(directory, "expected.json"))
schema <- jsonlite::fromJSON(file.path(folder, "schema.json"))
same(sort(rhdf5::h5ls(file)$name), sort(c(schema$coordinates, names(schema$variables))), "datasets")
check_attributes(expected$attributes)
check_coordinates(expected$coordinates)
for (name in names(schema$variables)) check_variable(name, schema$variables[[name]], expected)
setwd(directory)
check_example(page_code(file.path(folder, "..", "..", "docs", "results-format.md")))
cat("rhdf5: as expected\n")
