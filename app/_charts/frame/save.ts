/** Saving what is on the screen, without asking a server. */

const copied = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "paint-order",
  "visibility",
] as const;

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Variables and classes mean nothing outside the page, so every element takes its computed style along. */
function withStyles(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  for (const name of copied) copy.setAttribute(name, style.getPropertyValue(name));
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  Array.from(source.children).forEach((child, index) => {
    const twin = copy.children[index];
    if (twin) withStyles(child, twin);
  });
}

export type PictureHead = { title: string; subtitle: string; key: { label: string; colour: string }[] };

const svgSpace = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Strokes across a square of ten. */
const hatch = (x: number, y: number) => `M${x} ${y + 5}l5 -5M${x} ${y + 10}l10 -10M${x + 5} ${y + 10}l5 -5`;

function keyRow(head: PictureHead, styles: CSSStyleDeclaration, y: number): SVGElement[] {
  let x = 16;
  const soft = styles.getPropertyValue("--unknown-soft");
  return head.key.flatMap(({ label, colour }) => {
    const unknown = colour === "var(--unknown)";
    const fill = colour.startsWith("var(") ? styles.getPropertyValue(colour.slice(4, -1)) : colour;
    const parts = [
      element("rect", { x, y: y - 9, width: 10, height: 10, fill: unknown ? soft : fill }),
      ...(unknown ? [element("path", { d: hatch(x, y - 9), stroke: fill, "stroke-width": 1.5 })] : []),
      element("text", { x: x + 15, y, "font-size": 12, fill: styles.getPropertyValue("--ink-2") }, label),
    ];
    x += 15 + label.length * 6.5 + 16;
    return parts;
  });
}

/** The picture with its title, unit and key above it, as a document of its own. */
function standalone(svg: SVGSVGElement, head: PictureHead): { text: string; width: number; height: number } {
  const styles = getComputedStyle(document.documentElement);
  const { width: inner, height: innerHeight } = svg.getBoundingClientRect();
  const top = head.key.length > 0 ? 84 : 60;
  const [width, height] = [inner + 32, innerHeight + top + 12];
  const copy = svg.cloneNode(true) as SVGSVGElement;
  withStyles(svg, copy);
  for (const [name, value] of Object.entries({ x: 16, y: top, width: inner, height: innerHeight })) {
    copy.setAttribute(name, String(value));
  }
  const root = element("svg", {
    xmlns: svgSpace,
    width,
    height,
    "font-family": getComputedStyle(document.body).fontFamily,
  });
  root.append(
    element("rect", { width, height, fill: styles.getPropertyValue("--card") }),
    element(
      "text",
      { x: 16, y: 28, "font-size": 16, "font-weight": 600, fill: styles.getPropertyValue("--ink") },
      head.title,
    ),
    element(
      "text",
      { x: 16, y: 48, "font-size": 12, fill: styles.getPropertyValue("--ink-3") },
      head.subtitle,
    ),
    ...keyRow(head, styles, 70),
    copy,
  );
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

export async function savePicture(svg: SVGSVGElement, head: PictureHead, name: string): Promise<void> {
  const { text, width, height } = standalone(svg, head);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser could not make a picture of this chart");
  saveBlob(blob, name);
}
