// Draws text in scripts that the screen's font does not have, with the fonts of the reader's machine: the browser shapes it and
// finds the fonts (viewer/screen/text_runs.hpp).

const FADED = 0.8; // of the opacity of white in signs that bring their own colours

let context;

function paper() {
  const canvas = document.createElement('canvas');
  return canvas.getContext('2d', { willReadFrequently: true });
}

/// The opacity of each pixel. The screen writes in one ink; in emoji what is light becomes faint.
function inkOf({ data }) {
  const ink = new Uint8Array(data.length / 4);
  for (let to = 0, at = 0; to < ink.length; ++to, at += 4) {
    const light = (0.3 * data[at] + 0.6 * data[at + 1] + 0.1 * data[at + 2]) / 255;
    ink[to] = data[at + 3] * (1 - FADED * light);
  }
  return ink;
}

/// { picture: { advance, left, top, width, height }, ink } of a text; `em` in device pixels, the box from pen and baseline.
export function paintText(text, em, fromRight) {
  context ??= paper();
  const set = () => Object.assign(context, { font: `${em}px system-ui, sans-serif`, direction: fromRight ? 'rtl' : 'ltr', textAlign: 'left' });
  set();
  const measure = context.measureText(text);
  const left = -Math.ceil(measure.actualBoundingBoxLeft) - 1;
  const top = -Math.ceil(measure.actualBoundingBoxAscent) - 1;
  const width = Math.max(Math.ceil(measure.actualBoundingBoxRight) + 1 - left, 1);
  const height = Math.max(Math.ceil(measure.actualBoundingBoxDescent) + 1 - top, 1);
  context.canvas.width = width; // which clears it and forgets what was set
  context.canvas.height = height;
  set();
  context.fillText(text, -left, -top);
  return { picture: { advance: measure.width, left, top, width, height }, ink: inkOf(context.getImageData(0, 0, width, height)) };
}
