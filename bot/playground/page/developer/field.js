/** A label and its control. */
import { h, uid } from "../parts/dom.js";

export function field(words, input) {
  input.id = uid("dev-field");
  const label = h("label", { for: input.id }, words);
  const control = input.tagName === "SELECT" ? h("span", { class: "select" }, input) : input;
  return { element: h("div", { class: "dev-field" }, label, control), label, input };
}
