/** Light or dark: the system's choice until the reader makes one. */

import { fill } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "touchbase-theme";

export function attachTheme(button) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const theme = localStorage.getItem(KEY) ?? (dark.matches ? "dark" : "light");
    const other = theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-label", `Switch to the ${other} theme`);
    button.title = `Switch to the ${other} theme`;
    fill(button, icon(theme === "dark" ? "sun" : "moon", 17));
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
  dark.addEventListener("change", show);
  show();
}
