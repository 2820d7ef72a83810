/** Pop-ups in the browser's top layer, placed beside what opened them. */

const GAP = 4;

/**
 * Show `popup` beside `anchor` and keep it there while the page scrolls.
 * @returns {() => void} closes it
 */
export function float(popup, anchor, { above = false, matchWidth = false, end = false } = {}) {
  popup.setAttribute("popover", "manual");
  popup.classList.add("popup");
  popup.showPopover();
  const put = () => place(popup, anchor, { above, matchWidth, end });
  put();
  const observer = new ResizeObserver(put);
  observer.observe(popup);
  window.addEventListener("resize", put);
  document.addEventListener("scroll", put, true);
  return () => {
    observer.disconnect();
    window.removeEventListener("resize", put);
    document.removeEventListener("scroll", put, true);
    if (popup.isConnected && popup.matches(":popover-open")) popup.hidePopover();
  };
}

/** Call `close` when the reader presses or moves the focus outside of `nodes`. */
export function watchOutside(nodes, close) {
  const leave = (event) => {
    if (!nodes.some((node) => node.contains(event.target))) close();
  };
  document.addEventListener("pointerdown", leave, true);
  document.addEventListener("focusin", leave, true);
  return () => {
    document.removeEventListener("pointerdown", leave, true);
    document.removeEventListener("focusin", leave, true);
  };
}

function place(popup, anchor, { above, matchWidth, end }) {
  const box = anchor.getBoundingClientRect();
  if (matchWidth) popup.style.width = `${box.width}px`;
  const room = { above: box.top - GAP * 2, below: innerHeight - box.bottom - GAP * 2 };
  const upward = above
    ? room.above > 120 || room.above > room.below
    : room.below < Math.min(popup.scrollHeight, 260) && room.above > room.below;
  popup.style.maxHeight = `${Math.max(Math.min(upward ? room.above : room.below, 340), 96)}px`;
  const left = end ? box.right - popup.offsetWidth : box.left;
  popup.style.left = `${Math.max(GAP, Math.min(left, innerWidth - popup.offsetWidth - GAP))}px`;
  popup.style.top = upward ? "auto" : `${box.bottom + GAP}px`;
  popup.style.bottom = upward ? `${innerHeight - box.top + GAP}px` : "auto";
}
