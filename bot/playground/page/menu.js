// The text box and, over it, the menu of the bot's commands.
import { h } from "/page/render.js";
import { $, menu } from "/page/world.js";

const TALLEST = 180; // px of the text box

export function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, TALLEST)}px`;
}

// Puts a text into the box, for the reader to complete and send.
export function type(text) { $("text").value = text; hideMenu(); grow(); $("text").focus(); }

export function hideMenu() { $("menu").hidden = true; $("commands").setAttribute("aria-expanded", "false"); }

function showMenu(start) {
  const found = menu.commands.filter(({ command }) => command.startsWith(start));
  $("menu").replaceChildren(...found.map(({ command, description }, index) => h("button", {
    type: "button", role: "option", "aria-selected": index === 0 ? "true" : "false", onclick: () => type(`/${command} `),
  }, h("b", {}, `/${command}`), h("span", {}, description))));
  $("menu").hidden = !found.length;
  $("commands").setAttribute("aria-expanded", String(Boolean(found.length)));
}

export function toggleMenu() {
  if ($("menu").hidden) showMenu("");
  else hideMenu();
}

// Shows the commands that begin like what is being typed.
export function suggest() {
  const typed = /^\/(\w*)$/.exec($("text").value);
  if (typed) showMenu(typed[1]); else hideMenu();
}

function move(step) {
  const options = [...$("menu").children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  options[at].setAttribute("aria-selected", "false");
  const next = options[(at + step + options.length) % options.length];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
}

// Whether a key was meant for the open menu. Enter on a command that is typed in full sends it.
export function menuTakes(key) {
  if ($("menu").hidden) return false;
  const chosen = $("menu").querySelector('[aria-selected="true"]');
  if (key === "ArrowDown" || key === "ArrowUp") move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Escape") hideMenu();
  else if (key === "Tab" || (key === "Enter" && $("text").value !== chosen.querySelector("b").textContent)) chosen.click();
  else return false;
  return true;
}
