/** What a picture draws, a line for each mark with its place in whole pixels: short enough to be read by a person. */
export function marksOf(picture: Element): string[] {
  const all = picture.querySelectorAll("rect, circle, path, text");
  return [...all].filter((mark) => mark.closest("defs") === null).map(inWords);
}

/** Text that can be read in the picture, in the order in which it is drawn. */
export function wordsOf(picture: Element): string[] {
  return [...picture.querySelectorAll("text")].map((text) => text.textContent);
}

function inWords(mark: Element): string {
  const of = (name: string) => mark.getAttribute(name) ?? "";
  const at = (...names: string[]) => names.map((name) => whole(of(name))).join(",");
  const look = [of("fill"), of("stroke")].map(colour).filter((name) => name !== "" && name !== "none");
  return [mark.localName, placeOf(mark, of, at), ...new Set(look)].filter((part) => part !== "").join(" ");
}

function placeOf(mark: Element, of: (name: string) => string, at: (...names: string[]) => string): string {
  switch (mark.localName) {
    case "rect":
      return `${at("x", "y")} ${at("width")}×${at("height")}`;
    case "circle":
      return `${at("cx", "cy")} r${of("r")}`;
    case "text":
      return `${mark.hasAttribute("transform") ? whole(of("transform")) : at("x", "y")} “${mark.textContent}”`;
    default:
      return whole(of("d").trim());
  }
}

const whole = (text: string) => text.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number))));

/** "sev-1" of var(--sev-1); a hatching by its name, without the id of its picture. */
function colour(value: string): string {
  return value.replace(/^var\(--(.*)\)$/, "$1").replace(/^url\(#.*-(\w+)\)$/, "hatched $1");
}
