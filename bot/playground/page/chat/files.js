/** Files that came with a message: pictures are shown, the rest are cards. */
import { h, hidden, icon } from "../parts/dom.js";
import { fileSize } from "../parts/time.js";

const kind = (file) => (file.name.includes(".") ? file.name.split(".").pop().toUpperCase() : "File");

export function fileCard(file) {
  const title = file.title || file.name;
  const shown = file.mimetype?.startsWith("image/")
    ? h("img", { src: file.url, alt: file.alt_text || title, class: "block-image", loading: "lazy" })
    : null;
  const about = [file.title !== file.name && file.name, kind(file), fileSize(file.size)].filter(Boolean).join(", ");
  const note = h("span", { class: "file-words" }, h("strong", {}, title), h("small", {}, about));
  const card = h(
    "a",
    { class: "file", href: file.url, download: file.name },
    icon("file"),
    hidden("Download "),
    note,
    icon("download"),
  );
  return h("div", { class: "file-box" }, shown, card);
}
