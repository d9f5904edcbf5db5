/** How a colour looks to others: used to prove that the colours can be told apart. */

type Rgb = [number, number, number];
export type Vision = "full" | "deuteranopia" | "protanopia" | "tritanopia" | "greyscale";

/** Machado, Oliveira and Fernandes (2009), severity 1.0, in linear RGB. */
const matrices: Record<"deuteranopia" | "protanopia" | "tritanopia", [Rgb, Rgb, Rgb]> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function linear(hex: string): Rgb {
  return [channel(hex, 1), channel(hex, 3), channel(hex, 5)];
}

/** WCAG relative luminance, 0–1. */
export function luminance(hex: string): number {
  return dot(linear(hex), [0.2126, 0.7152, 0.0722]);
}

/** WCAG contrast ratio, 1–21. */
export function contrast(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function seen(hex: string, vision: Vision): Rgb {
  const colour = linear(hex);
  if (vision === "full") return colour;
  if (vision === "greyscale") {
    const grey = luminance(hex);
    return [grey, grey, grey];
  }
  const [red, green, blue] = matrices[vision];
  return [clamp(dot(red, colour)), clamp(dot(green, colour)), clamp(dot(blue, colour))];
}

/** Ottosson's OKLab. */
function perceptual(colour: Rgb): Rgb {
  const l = Math.cbrt(dot(colour, [0.4122214708, 0.5363325363, 0.0514459929]));
  const m = Math.cbrt(dot(colour, [0.2119034982, 0.6806995451, 0.1073969566]));
  const s = Math.cbrt(dot(colour, [0.0883024619, 0.2817188376, 0.6299787005]));
  const lms: Rgb = [l, m, s];
  return [
    dot(lms, [0.2104542553, 0.793617785, -0.0040720468]),
    dot(lms, [1.9779984951, -2.428592205, 0.4505937099]),
    dot(lms, [0.0259040371, 0.7827717662, -0.808675766]),
  ];
}

/** Distance in OKLab × 100; about 2 is the least that can be seen, 8 is plain at a glance. */
export function distance(first: string, second: string, vision: Vision): number {
  const [a, b] = [perceptual(seen(first, vision)), perceptual(seen(second, vision))];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
