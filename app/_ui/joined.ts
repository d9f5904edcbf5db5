/** Between a name and its "i": no line ends there. */
export const joined = "\u2060";
