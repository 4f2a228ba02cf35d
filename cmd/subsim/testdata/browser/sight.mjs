// Where things are on the screen, in pixels.

import assert from "node:assert/strict";

// inView wants an element whole within the window, and nothing drawn over it.
export async function inView(part, { width, height }) {
  const box = await part.boundingBox();
  const text = `${part} is out of view: ${JSON.stringify(box)} in ${width} × ${height}`;
  assert.ok(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, text);
  const onTop = await part.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return node.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  assert.ok(onTop, `${part} is covered`);
}

// flagged is the state in the picture that the flag "now" stands nearest to.
export async function flagged(page) {
  return page.evaluate(() => {
    const middle = (node) => { const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    const texts = [...document.querySelectorAll("svg text")];
    const flag = middle(texts.find((node) => node.textContent === "now"));
    const away = (node) => Math.hypot(...middle(node).map((at, i) => at - flag[i]));
    const states = ["trial", "active", "past_due", "grace_period", "suspended", "expired", "cancelled", "unknown"];
    return texts.filter((node) => states.includes(node.textContent.trim())).sort((a, b) => away(a) - away(b))[0].textContent.trim();
  });
}

// underlined wants a wavy line under a word of the text, and nothing else, at the
// very place where the field has it. The field's letters are as wide as each other.
export async function underlined(area, { line, column, word }) {
  const seen = await area.evaluate((area) => {
    const style = getComputedStyle(area), pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const box = area.getBoundingClientRect();
    const wavy = [...area.parentElement.querySelectorAll("*")].filter((node) => getComputedStyle(node).textDecorationLine === "underline" && getComputedStyle(node).textDecorationStyle === "wavy");
    return {
      wide: pen.measureText("x".repeat(100)).width / 100, high: parseFloat(style.lineHeight),
      left: box.x + parseFloat(style.paddingLeft) - area.scrollLeft, top: box.y + parseFloat(style.paddingTop) - area.scrollTop,
      scrolled: area.scrollTop,
      wavy: wavy.map((node) => { const { x, y, width, height } = node.getBoundingClientRect(); return { word: node.textContent, x, width, middle: y + height / 2 }; }),
    };
  });
  assert.deepEqual(seen.wavy.map((one) => one.word), [word], "what is underlined");
  const [at] = seen.wavy;
  const want = { x: seen.left + (column - 1) * seen.wide, width: word.length * seen.wide, middle: seen.top + (line - .5) * seen.high };
  for (const key of ["x", "width", "middle"]) {
    assert.ok(Math.abs(at[key] - want[key]) < 2, `the line under ${word} is ${Math.round(at[key] - want[key])} pixels away from its place (${key})`);
  }
  return { scrolled: seen.scrolled, middle: at.middle };
}
