// A message as elements. Text becomes text nodes only, so nothing in a message can become markup.
import { word } from "/page/words.js";

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const STYLES = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// Only addresses a browser opens without running anything.
const safe = (url) => /^(https?|tg|mailto):/i.test(url);

function link(url, children) {
  return safe(url) ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children) : h("span", {}, ...children);
}

function pressable(element, label, act) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(event); }
  });
  return element;
}

function wrap(entity, text, children, onCommand) {
  const covered = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case "text_link": return link(entity.url, children);
    case "url": return link(covered, children);
    case "bot_command": return h("button", { type: "button", class: "command", onclick: () => onCommand(covered) }, ...children);
    case "spoiler": {
      const spoiler = h("span", { class: "spoiler" }, ...children);
      return pressable(spoiler, word("spoiler"), () => { spoiler.classList.add("shown"); spoiler.removeAttribute("aria-label"); });
    }
    case "expandable_blockquote": {
      const quote = h("blockquote", { class: "expandable" }, ...children);
      quote.append(h("button", {
        type: "button", class: "more", "aria-label": word("more"), onclick: () => quote.classList.toggle("open"),
      }, "⌄"));
      return quote;
    }
    default: return STYLES[entity.type] ? h(STYLES[entity.type], {}, ...children) : h("span", { class: "mention" }, ...children);
  }
}

// Offsets are UTF-16 units, as in JavaScript's own strings. Entities nest; `from` and `to` bound the part in hand.
export function rich(text, entities, onCommand, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  const inside = entities.filter((e) => e.offset >= from && e.offset + e.length <= to)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  for (const [index, entity] of inside.entries()) {
    if (entity.offset < at) continue;
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    const end = entity.offset + entity.length;
    const nested = inside.slice(index + 1);
    nodes.push(wrap(entity, text, rich(text, nested, onCommand, entity.offset, end), onCommand));
    at = end;
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1; // a block ends its line by itself
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

export const nameOf = (message) => message.sender_chat?.title ?? message.from?.first_name ?? "";

function originOf(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "";
}

const summary = (message) => (message.text ?? message.caption ?? message.document?.file_name ?? "").slice(0, 90);

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function documentCard(file) {
  return h("a", { class: "document", href: `/playground/documents/${encodeURIComponent(file.file_id)}`, download: file.file_name, "aria-label": `${word("download")} ${file.file_name}` },
    h("span", { class: "sheet", "aria-hidden": "true" }, "↓"),
    h("span", {}, h("b", {}, file.file_name), h("small", {}, size(file.file_size))));
}

function keyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return h("div", { class: "keyboard" }, ...rows.map((row) => h("div", {}, ...row.map((button) => {
    if (button.url) return h("a", { class: "key", href: safe(button.url) ? button.url : "#", target: "_blank", rel: "noopener noreferrer" }, button.text, " ↗");
    return h("button", { type: "button", class: "key", "data-data": button.callback_data, onclick: (event) => act.press(message, button.callback_data, event.currentTarget) }, button.text);
  }))));
}

// What Telegram says of itself in a chat, by the field that says so.
const SERVICE = {
  forum_topic_created: (topic) => `${word("topicCreated")}「${topic.name}」`,
  forum_topic_closed: () => word("topicClosed"),
  forum_topic_reopened: () => word("topicReopened"),
  migrate_to_chat_id: () => word("migrated"),
  migrate_from_chat_id: () => word("migrated"),
};

const serviceOf = (message) => Object.keys(SERVICE).find((name) => name in message);
export const isService = (message) => serviceOf(message) !== undefined;

// One message. `act` has press, command, reply, edit and forward; `mine` says on which side it stands.
export function bubble(message, { mine, canEdit, act }) {
  const service = serviceOf(message);
  if (service) {
    return h("p", { class: "service", "data-id": message.message_id }, `${nameOf(message)} ${SERVICE[service](message[service])}`);
  }
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const answered = message.reply_to_message;
  const text = message.text ?? message.caption ?? "";
  const tools = [["reply", "↩"], ["forward", "↪"], ...(canEdit ? [["edit", "✎"]] : [])];
  return h("article", { class: mine ? "bubble mine" : "bubble", "data-id": message.message_id, "aria-label": `${nameOf(message)} ${time}` },
    h("div", { class: "body" },
      mine ? null : h("p", { class: "author" }, nameOf(message)),
      message.forward_origin ? h("p", { class: "origin" }, `${word("forwarded")} ${originOf(message.forward_origin)}`) : null,
      message.via_bot ? h("p", { class: "origin" }, `${word("via")} @${message.via_bot.username}`) : null,
      answered && !answered.forum_topic_created ? h("p", { class: "answered" }, h("b", {}, nameOf(answered)), " ", summary(answered)) : null,
      message.document ? documentCard(message.document) : null,
      text ? h("div", { class: "text" }, ...rich(text, message.entities ?? message.caption_entities ?? [], act.command)) : null,
      h("p", { class: "meta" }, message.edit_date ? `${word("edited")} ` : "", h("time", {}, time)),
      h("div", { class: "tools" }, ...tools.map(([name, sign]) =>
        h("button", { type: "button", title: word(name), "aria-label": word(name), onclick: () => act[name](message) }, sign)))),
    keyboard(message, act));
}
