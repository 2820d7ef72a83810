/** Files: the field one puts them into, and how they stand in a message. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { postFile } from "./requests.js";

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 10;

const TROUBLES = {
  file_too_large: "is larger than 10 MB.",
  empty_file: "is empty.",
  unreachable: "was not taken: the sandbox does not answer.",
};

/** A file_input. Each file goes to the sandbox as soon as it is chosen; the field holds what came back. */
export function renderFileInput(element, field) {
  const chosen = [...field.register({ type: "file_input", files: [] }).files];
  const list = el("ul", { class: "file-list" });
  const trouble = el("p", { class: "file-trouble", role: "status" });
  const chooser = el("input", {
    type: "file",
    class: "file-chooser",
    id: field.id,
    multiple: mostOf(element) > 1,
    accept: (element.filetypes ?? []).map((type) => `.${type}`).join(",") || null,
  });
  const button = el("label", { class: "button", for: field.id }, mostOf(element) > 1 ? "Choose files" : "Choose a file");
  const node = el("div", { class: "file-input" }, list, chooser, button, trouble);

  const show = () => {
    fill(
      list,
      chosen.map((file) => row(file, () => take(file))),
    );
    chooser.disabled = button.hidden = chosen.length >= mostOf(element);
  };
  const hold = () => {
    field.note({ type: "file_input", files: [...chosen] });
    show();
    node.dispatchEvent(new CustomEvent("fieldchange", { bubbles: true }));
  };
  const take = (file) => {
    chosen.splice(chosen.indexOf(file), 1);
    hold();
    chooser.focus();
  };
  chooser.addEventListener("change", async () => {
    const files = [...chooser.files];
    chooser.value = "";
    trouble.textContent = "Uploading…";
    const troubles = [];
    for (const file of files) {
      const found = faultOf(file, element, chosen) ?? (await upload(file, field, chosen));
      if (found) troubles.push(`${file.name} ${found}`);
    }
    trouble.textContent = troubles.join(" ");
    hold();
  });
  show();
  return node;
}

/** The files of a message, each with its size and a link to download it as the person who reads. */
export function renderFiles(files, directory) {
  if (!files.length) return null;
  return el(
    "ul",
    { class: "file-list" },
    files.map((file) => {
      const href = `/ui/file/${encodeURIComponent(file.id)}?as=${encodeURIComponent(directory.me)}`;
      const label = `Download ${file.name}`;
      const link = el("a", { class: "button", href, download: file.name, "aria-label": label }, "Download");
      return el("li", { class: "file", dataset: { testid: "file" } }, ...facts(file), link);
    }),
  );
}

function row(file, remove) {
  const button = el(
    "button",
    { type: "button", class: "tool", "aria-label": `Remove ${file.name}`, onclick: remove },
    icon("close", 16),
  );
  return el("li", { class: "file", dataset: { testid: "chosen-file" } }, ...facts(file), button);
}

function facts(file) {
  return [
    el("span", { class: "file-icon" }, icon("file", 20)),
    el(
      "span",
      { class: "file-facts" },
      el("span", { class: "file-name", dir: "auto" }, file.title || file.name),
      el("span", { class: "file-size" }, `${sizeOf(file.size)} · ${file.pretty_type}`),
    ),
  ];
}

function faultOf(file, element, chosen) {
  const types = element.filetypes ?? [];
  if (chosen.length >= mostOf(element)) return `is one too many: at most ${mostOf(element)} here.`;
  if (types.length && !types.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`)))
    return `is no ${types.map((type) => type.toUpperCase()).join(" or ")} file.`;
  return file.size > MOST_BYTES ? TROUBLES.file_too_large : null;
}

async function upload(file, field, chosen) {
  const answer = await postFile("/ui/upload", { as: field.surface.directory.me, name: file.name }, file);
  if (!answer.ok) return TROUBLES[answer.error] ?? `was not taken (${answer.error}).`;
  chosen.push(answer.file);
  return null;
}

function mostOf(element) {
  return element.max_files ?? MOST_FILES;
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
