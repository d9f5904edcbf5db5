/** Marks the palette's input, which is loaded later than what opens it. */
export const paletteInput = "data-palette-input";
