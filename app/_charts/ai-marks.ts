/** How a point shows whether AI was involved. */
export const aiShapes = { yes: "diamond", no: "circle", unknown: "ring" } as const;
export const aiNames = { yes: "AI involved", no: "No AI", unknown: "AI unknown" } as const;
