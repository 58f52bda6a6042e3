/**
 * The app's two icons, drawn by code: an open padlock. Teams wants a colour icon of 192 × 192 pixels whose symbol
 * keeps to the middle, and an outline of 32 × 32 in white on nothing. Edges are smoothed by counting 8 × 8 points
 * of a pixel.
 */
import { PNG } from 'pngjs';

type Shape = (x: number, y: number) => boolean;
type Colour = readonly [red: number, green: number, blue: number];

const teamsPurple: Colour = [0x5b, 0x5f, 0xc7];
const white: Colour = [0xff, 0xff, 0xff];
const pointsPerSide = 8;

const box =
  (left: number, top: number, right: number, bottom: number, radius = 0): Shape =>
  (x, y) => {
    const dx = Math.max(left + radius - x, x - (right - radius), 0);
    const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
    return radius === 0 ? dx === 0 && dy === 0 : dx * dx + dy * dy <= radius * radius;
  };
const disc =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    (x - centreX) ** 2 + (y - centreY) ** 2 <= radius * radius;
const anyOf =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));
const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    shape(x, y) && !hole(x, y);

/** The upper half of a ring, with a long left leg and a short right one that ends in the air: open. */
function shackle(
  middleX: number,
  middleY: number,
  radius: number,
  width: number,
  leftTo: number,
  rightTo: number,
): Shape {
  const ring = without(disc(middleX, middleY, radius), disc(middleX, middleY, radius - width));
  const upperHalf: Shape = (x, y) => y <= middleY && ring(x, y);
  const left = box(middleX - radius, middleY, middleX - radius + width, leftTo);
  const right = box(middleX + radius - width, middleY - width, middleX + radius, rightTo, width / 2);
  const rightLeg: Shape = (x, y) => y > middleY && right(x, y);
  return anyOf(upperHalf, left, rightLeg);
}

const filledPadlock = without(
  anyOf(box(52, 92, 140, 152, 11), shackle(96, 70, 31, 12, 96, 84)),
  anyOf(disc(96, 116, 8.5), box(92, 116, 100, 135, 4)),
);

const outlinedPadlock = anyOf(
  without(box(6, 14, 26, 29, 3), box(8, 16, 24, 27, 1.2)),
  shackle(16, 10, 7, 2, 15, 12.2),
  disc(16, 20.6, 1.9),
  box(15.1, 20.6, 16.9, 24.4, 0.9),
);

/** 192 × 192: white on Teams purple. */
export function colourIcon(): Buffer {
  return drawn(192, (share) => [...mixed(teamsPurple, white, share), 0xff]);
  function mixed(back: Colour, front: Colour, share: number): Colour {
    const at = (index: 0 | 1 | 2): number => Math.round(back[index] + (front[index] - back[index]) * share);
    return [at(0), at(1), at(2)];
  }
}

/** 32 × 32: white everywhere, seen only where the padlock is. */
export function outlineIcon(): Buffer {
  return drawn(32, (share) => [...white, Math.round(0xff * share)]);
}

/** @param pixel red, green, blue and opacity for the share of the pixel that the padlock covers, 0 to 1. */
function drawn(size: 192 | 32, pixel: (share: number) => readonly number[]): Buffer {
  const shape = size === 192 ? filledPadlock : outlinedPadlock;
  const png = new PNG({ width: size, height: size });
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      png.data.set(pixel(coverage(shape, x, y)), (y * size + x) * 4);
    }
  }
  return PNG.sync.write(png);
}

/** The share of a pixel that the shape covers. Most pixels lie wholly inside or outside: their corners tell. */
function coverage(shape: Shape, pixelX: number, pixelY: number): number {
  const corners = [0.01, 0.99].flatMap((y) => [0.01, 0.99].map((x) => shape(pixelX + x, pixelY + y)));
  if (corners.every((inside) => inside === corners[0])) return corners[0] ? 1 : 0;
  let inside = 0;
  for (let row = 0; row < pointsPerSide; row++) {
    for (let column = 0; column < pointsPerSide; column++) {
      if (shape(pixelX + (column + 0.5) / pointsPerSide, pixelY + (row + 0.5) / pointsPerSide)) inside++;
    }
  }
  return inside / pointsPerSide ** 2;
}
