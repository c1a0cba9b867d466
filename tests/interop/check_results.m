% Checks that ncread reads a results file as labelled data, and that the MATLAB and Octave example of
% docs/results-format.md prints what it says.
%
% usage: octave-cli check_results.m DIRECTORY
%
% DIRECTORY holds results.h5 and expected.json as write_results makes them. Exit status: 0 all is as expected, 1 it is
% not, 77 the package netcdf is not installed.
1;

function same(found, wanted, what)
  if ~strcmp(class(found), class(wanted)) || ~isequaln(found, wanted)
    error('%s: found\n%sexpected\n%s', what, evalc('disp(found)'), evalc('disp(wanted)'));
  end
end

% The package knows no texts in variables; attributes it does.
function check_attributes(file, expected, json)
  for name = fieldnames(expected)'
    found = ncreadatt(file, '/', name{1});
    if strcmp(name{1}, 'seed')
      same(class(found), 'uint64', 'type of seed');
      digits = regexp(json, '"seed": (\d+)', 'tokens', 'once');  % more of them than a double holds
      same(sprintf('%u', found), digits{1}, 'seed');
    else
      wanted = expected.(name{1});
      same(found, cast(wanted, class(found)), ['attribute ' name{1}]);
    end
  end
  same(strncmp(ncreadatt(file, '/', 'source'), 'Formcast ', 9), true, 'source');
end

function check_coordinates(file, expected)
  same(ncread(file, 'quantile'), expected.quantile, 'quantile');
  same(double(ncread(file, 'member')), expected.member, 'member');
  since = ncreadatt(file, 'date', 'units');
  same(since(1:11), 'days since ', 'unit of date');
  found = datenum(since(12:end), 'yyyy-mm-dd') + double(ncread(file, 'date'));
  same(cellstr(datestr(found, 'yyyy-mm-dd')), expected.date, 'date');
end

% MATLAB counts the first dimension fastest and HDF5 the last, so an array arrives with its dimensions reversed.
function check_variable(file, name, variable, expected)
  same(ischar(ncreadatt(file, name, 'long_name')), true, ['long_name of ' name]);
  if strcmp(variable.type, 'text')
    return
  end
  info = ncinfo(file, name);
  same({info.Dimensions.Name}, flip(variable.dimensions(:)'), ['dimensions of ' name]);
  type = strrep(variable.type, 'float32', 'single');
  same(info.Datatype, type, ['type of ' name]);
  % A text of one letter is padded.
  same(deblank(ncreadatt(file, name, 'units')), variable.unit, ['unit of ' name]);
  missing = struct('single', NaN, 'int32', -1, 'int8', -1);
  same(ncreadatt(file, name, '_FillValue'), cast(missing.(type), type), ['_FillValue of ' name]);
  wanted = expected.variables.(name);
  % As single: ncread returns double, and jsondecode is off by a last bit of that here and there.
  same(single(ncread(file, name)), single(permute(wanted, ndims(wanted):-1:1)), name);
end

% The page's blocks of MATLAB, one after the other, a line a cell.
function code = page_code(page)
  blocks = regexp(fileread(page), '```matlab\n(.*?)\n```', 'tokens');
  code = strsplit(strjoin([blocks{:}], "\n"), "\n");
end

% Expected output follows the code after "%>".
function check_example(code)
  said = strncmp(code, '%>', 2);
  part = cumsum([0, diff(said) < 0]);
  for i = 0:part(end)
    lines = strjoin(code(part == i & ~said), "\n");
    printed = evalc('evalin("base", lines)');
    wanted = regexprep(code(part == i & said), '^%> ?', '');
    same(strtrim(printed), strtrim(strjoin(wanted, "\n")), ['this example: ' lines]);
  end
  same(sum(said) > 10, true, 'whether the page has an example for MATLAB');
end

try
  pkg load netcdf
catch
  disp('the package netcdf is not installed');
  exit(77);
end
directory = make_absolute_filename(argv(){end});
folder = fileparts(mfilename('fullpath'));
json = fileread(fullfile(directory, 'expected.json'));
expected = jsondecode(json);
schema = jsondecode(fileread(fullfile(folder, 'schema.json')));
results = fullfile(directory, 'results.h5');
check_attributes(results, expected.attributes, json);
check_coordinates(results, expected.coordinates);
for name = fieldnames(schema.variables)'
  check_variable(results, name{1}, schema.variables.(name{1}), expected);
end
cd(directory);
check_example(page_code(fullfile(folder, '..', '..', 'docs', 'results-format.md')));
disp('ncread: as expected');
