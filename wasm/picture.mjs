// What the canvas shows, as a picture. Take it right after a frame is drawn: later the browser has cleared it.

/// A part of the canvas, in CSS pixels, as a canvas of its own.
export function cropped(canvas, left, top, width, height) {
  const density = canvas.width / canvas.clientWidth;
  const part = document.createElement('canvas');
  part.width = Math.round(width * density);
  part.height = Math.round(height * density);
  part.getContext('2d').drawImage(canvas, -Math.round(left * density), -Math.round(top * density));
  return part;
}

export const asPng = (canvas) => new Promise((done) => canvas.toBlob(done, 'image/png'));
