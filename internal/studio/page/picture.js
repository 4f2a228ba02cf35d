// The picture of the machine, and what the story marks in it.

import { $ } from "./dom.js";
import { current, fired } from "./row.js";
import { story } from "./session.js";

let drawn = "";  // where the picture came from that is shown
let marked = []; // its elements with a mark

// The picture comes with a profile; the story only marks what it shows.
export async function showPicture() {
  const from = story.profile.picture;
  if (drawn !== from) {
    drawn = from;
    try {
      const text = await (await fetch(from)).text();
      const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      marked = [];
      $("picture").replaceChildren(document.importNode(svg, true));
    } catch {
      drawn = "";
      return;
    }
  }
  mark();
}

// mark marks where the subscription is, where it came along, and where it can go.
function mark() {
  for (const node of marked) node.classList.remove("here", "latest", "trail", "can");
  marked = [];
  const svg = $("picture").firstElementChild;
  if (!svg) return;
  const put = (id, name) => {
    const node = id && svg.getElementById(id);
    if (!node) return;
    node.classList.add(name);
    marked.push(node);
  };
  for (const id of story.path) put(id, "trail");
  for (const choice of story.now.choices) put(choice.mark, "can");
  const row = current();
  if (row) put(row.mark || fired(row).pop()?.mark, "latest");
  put(story.now.box, "here");
  svg.classList.toggle("underway", story.at > 0);
  pin(svg);
}

// pin puts a flag beside the state, for whoever sees no colour.
function pin(svg) {
  const made = (name) => document.createElementNS(svg.namespaceURI, name);
  svg.querySelector(".pin")?.remove();
  const box = svg.getElementById(story.now.box)?.querySelector("rect, circle");
  if (!box) return;
  const at = box.getBBox();
  const flag = made("g");
  flag.setAttribute("class", "pin");
  flag.setAttribute("aria-hidden", "true");
  const left = at.x + at.width / 2 > svg.viewBox.baseVal.width * .49; // towards the middle of the page
  flag.setAttribute("transform", `translate(${left ? at.x - 16 : at.x + at.width - 16} ${at.y - 13})`);
  const plate = made("rect");
  for (const [key, value] of [["width", 46], ["height", 24], ["rx", 12]]) plate.setAttribute(key, value);
  const word = made("text");
  word.setAttribute("x", 23);
  word.setAttribute("y", 17);
  word.textContent = "now";
  flag.append(plate, word);
  svg.append(flag);
}
