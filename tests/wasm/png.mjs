// Pictures as PNG: read as Chromium writes them, written with few colours, which makes a screen small.
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLOURS = 48; // at most 256

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/// Takes back what PNG did to each row, in place.
function unfilter(data, rows, stride, bytes) {
  for (let row = 0; row < rows; ++row) {
    const at = row * (stride + 1) + 1, above = at - stride - 1, filter = data[at - 1];
    for (let x = 0; x < stride && filter > 0; ++x) {
      const a = x >= bytes ? data[at + x - bytes] : 0, b = row > 0 ? data[above + x] : 0;
      const c = row > 0 && x >= bytes ? data[above + x - bytes] : 0;
      data[at + x] += [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter];
    }
  }
}

/// { width, height, rgb }: three bytes a pixel. Eight bits a channel, not interlaced.
export function decode(png) {
  let width, height, kind, palette;
  const parts = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const name = png.toString('latin1', at + 4, at + 8), body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (name === 'IHDR') [width, height, kind] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9]];
    if (name === 'PLTE') palette = body;
    if (name === 'IDAT') parts.push(body);
  }
  const bytes = { 2: 3, 3: 1, 6: 4 }[kind], stride = width * bytes;
  const data = inflateSync(Buffer.concat(parts));
  unfilter(data, height, stride, bytes);
  const rgb = Buffer.alloc(width * height * 3);
  for (let row = 0, to = 0; row < height; ++row) {
    for (let x = 0, at = row * (stride + 1) + 1; x < width; ++x, at += bytes, to += 3) {
      if (palette) palette.copy(rgb, to, 3 * data[at], 3 * data[at] + 3);
      else data.copy(rgb, to, at, at + 3);
    }
  }
  return { width, height, rgb };
}

/// The most used colours, and for every colour which of them is nearest.
function paletteOf(rgb) {
  const used = new Map();
  const colour = (at) => (rgb[at] << 16) | (rgb[at + 1] << 8) | rgb[at + 2];
  for (let at = 0; at < rgb.length; at += 3) used.set(colour(at), (used.get(colour(at)) ?? 0) + 1);
  const chosen = [];
  const apart = (a, b) => Math.max(Math.abs((a >> 16) - (b >> 16)), Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)), Math.abs((a & 255) - (b & 255)));
  const sorted = [...used.keys()].sort((a, b) => used.get(b) - used.get(a));
  for (const least of [16, 8, 4, 1]) { // colours that are far from those there are come first
    for (const one of sorted) if (chosen.length < COLOURS && chosen.every((other) => apart(one, other) >= least)) chosen.push(one);
  }
  const nearest = new Map(sorted.map((one) => {
    let best = 0;
    chosen.forEach((other, n) => { if (apart(one, other) < apart(one, chosen[best])) best = n; });
    return [one, best];
  }));
  return { chosen, index: (at) => nearest.get(colour(at)) };
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let n = 0; n < 8; ++n) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(name, body) {
  const length = Buffer.alloc(4), end = Buffer.alloc(4), named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  length.writeUInt32BE(body.length);
  end.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, end]);
}

export function encode({ width, height, rgb }) {
  const { chosen, index } = paletteOf(rgb);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const data = Buffer.alloc(height * (width + 1));
  for (let row = 0, at = 0; row < height; ++row) {
    for (let x = 0; x < width; ++x, at += 3) data[row * (width + 1) + 1 + x] = index(at);
  }
  const palette = Buffer.from(chosen.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(data, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
