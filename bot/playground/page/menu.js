// The text box and, over it, the menu of the bot's commands.
import { h } from "/page/render.js";
import { word } from "/page/words.js";
import { $, menu, world } from "/page/world.js";

const TALLEST = 180; // px of the text box

export function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, TALLEST)}px`;
}

// Puts a text into the box, for the reader to complete and send.
export function type(text) {
  $("text").value = text;
  hideMenu();
  $("text").focus();
  $("text").dispatchEvent(new Event("input"));
}

export function hideMenu() { $("menu").hidden = true; $("commands").setAttribute("aria-expanded", "false"); }

function option({ label, detail, pick }) {
  return h("button", { type: "button", role: "option", "aria-selected": "false", onclick: pick }, h("b", {}, label), h("span", {}, detail));
}

// Shows options above the text box, the first of them chosen: { label, detail, pick }.
export function offer(options) {
  $("menu").replaceChildren(...options.map(option));
  $("menu").scrollTop = 0;
  $("menu").inert = false;
  $("menu").firstElementChild?.setAttribute("aria-selected", "true");
  $("menu").hidden = !options.length;
}

// Adds options behind those that are shown.
export function offerMore(options) { $("menu").append(...options.map(option)); }

function showMenu(start) {
  const found = menu.commands.filter(({ command }) => command.startsWith(start));
  offer(found.map(({ command, description }) => ({ label: `/${command}`, detail: description, pick: () => type(`/${command} `) })));
  $("commands").setAttribute("aria-expanded", String(Boolean(found.length)));
}

export function toggleMenu() {
  if ($("menu").hidden) showMenu("");
  else hideMenu();
}

// Shows the commands that begin like what is being typed, or the bot's name.
export function suggest() {
  const [, sign, start] = /^([/@])(\w*)$/.exec($("text").value) ?? [];
  const name = world.bot.username;
  if (sign === "/") showMenu(start);
  else if (sign === "@" && name.toLowerCase().startsWith(start.toLowerCase())) offer([{ label: `@${name}`, detail: word("inline"), pick: () => type(`@${name} `) }]);
  else hideMenu();
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
  if ($("menu").hidden || $("menu").inert) return false;
  const chosen = $("menu").querySelector('[aria-selected="true"]');
  if (key === "ArrowDown" || key === "ArrowUp") move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Escape") hideMenu();
  else if (key === "Tab" || (key === "Enter" && $("text").value !== chosen.querySelector("b").textContent)) chosen.click();
  else return false;
  return true;
}
