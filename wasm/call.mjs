/// Calls what the program exports; texts go as C strings, bytes as address and length, numbers as they are.
export function call(program, name, ...values) {
  const lent = [];
  const lend = (size) => {
    lent.push(program._malloc(size || 1));
    return lent.at(-1);
  };
  const given = values.flatMap((value) => {
    if (typeof value === 'string') {
      const size = program.lengthBytesUTF8(value) + 1;
      const at = lend(size);
      program.stringToUTF8(value, at, size);
      return [at];
    }
    if (value instanceof Uint8Array) {
      const at = lend(value.length);
      program.HEAPU8.set(value, at);
      return [at, value.length];
    }
    return [value];
  });
  try {
    return program[`_formcast_${name}`](...given);
  } finally {
    lent.forEach((at) => program._free(at));
  }
}
