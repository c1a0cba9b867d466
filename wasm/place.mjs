// Coordinates on the canvas, which index.html enlarges on a wall screen: a pixel of the program is then several of the
// page.

/// The page's pixels to one of the program's.
export const enlarged = (canvas) => canvas.getBoundingClientRect().width / canvas.clientWidth || 1;

/// The screen's pixels to one of the program's.
export const densityOf = (canvas) => (window.devicePixelRatio || 1) * enlarged(canvas);

/// Where a pointer is, in pixels of the program's.
export function placeOn(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const by = enlarged(canvas);
  return { x: (event.clientX - box.left) / by, y: (event.clientY - box.top) / by };
}
