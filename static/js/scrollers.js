// Code and tables wider than their column take the keyboard's focus, so that the arrow keys can scroll them.
// Without this file most browsers do so by themselves.
const reach = () => {
  for (const wide of document.querySelectorAll(".prose :is(pre, table)")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
};
reach();
addEventListener("resize", reach);
