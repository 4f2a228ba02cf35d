// What every part of the page is written with.

export const $ = (id) => document.getElementById(id);

// el makes an element: its properties, then its children.
export function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === "class") node.className = value;
    else if (key.includes("-")) node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// upper makes a sentence.
export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : ".");

// idle marks a button that would do nothing. It stays in reach, so that whoever is
// on it is not thrown off it.
export const idle = (id, is) => $(id).setAttribute("aria-disabled", String(is));

// breakable lets a name break behind its words.
export const breakable = (name) => name.split(/(?<=[_+<])/).flatMap((part, i) => i > 0 ? [el("wbr"), part] : [part]);

// say tells a screen reader, and nobody else.
export function say(text) { $("said").textContent = text; }

// complain says what cannot be done, and the way out; nothing takes it away.
export function complain(text) {
  const note = $("trouble");
  note.textContent = text;
  note.hidden = text === "";
}

// remark says what came of something beside what is shown.
export function remark(text) {
  $("note").textContent = text;
  $("note").hidden = text === "";
}
