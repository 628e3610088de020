// The page: who acts, where, what came in over the event stream, and what is sent back.
import { askInline, typedInline } from "/page/inline.js";
import { grow, hideMenu, menuTakes, suggest, toggleMenu, type } from "/page/menu.js";
import { bubble, h, isService, nameOf } from "/page/render.js";
import { LANG_TAGS, speak, word } from "/page/words.js";
import {
  $, actor, chatOf, current, isAdmin, key, loadMenu, loadWorld, menu, moveTo, place, places, post, threadOf, toast,
  visibleChats, world,
} from "/page/world.js";

const ACTION_SHOWN = 5000; // ms that a chat action stands, as in Telegram
const ANSWER_AWAITED = 15000; // ms until a pressed button gives up

let about = null; // { kind: "reply" | "edit", message } above the text box
const waiting = new Map(); // callback query id -> its message and data
const unread = new Map(); // "chat:thread" -> count
let busyTimer = 0;

// The list of chats.

function placeButton({ chat, thread, title, topic }) {
  const here = chat.id === place.chat && thread === place.thread;
  const count = unread.get(key(chat.id, thread)) ?? 0;
  const last = chat.messages.findLast((message) => threadOf(message, chat) === thread && !isService(message));
  return h("button", { type: "button", class: topic ? "chat topic" : "chat", "aria-current": here ? "page" : undefined, onclick: () => go(chat.id, thread) },
    topic ? h("span", { class: "avatar hash", "aria-hidden": "true" }, "#") : h("span", { class: `avatar ${chat.type}`, "aria-hidden": "true" }, [...title][0]),
    h("span", { class: "what" }, h("b", {}, topic ?? title), h("small", {}, (last?.text ?? last?.caption ?? last?.document?.file_name ?? word(chat.type)).slice(0, 40))),
    count ? h("span", { class: "badge" }, String(count)) : null);
}

function drawChats() {
  const items = [];
  let forum = 0;
  for (const entry of places()) {
    if (entry.topic && entry.chat.id !== forum) {
      forum = entry.chat.id;
      items.push(h("li", { class: "forum" }, entry.chat.title));
    }
    items.push(h("li", {}, placeButton(entry)));
  }
  $("chats").replaceChildren(...items);
}

function go(chat, thread) {
  moveTo(chat, thread);
  unread.delete(key(chat, thread));
  about = null;
  document.body.classList.add("in-chat");
  location.hash = key(chat, thread);
  $("busy").hidden = true;
  refresh();
}

// The conversation.

const act = {
  command: type,
  reply: (message) => { about = { kind: "reply", message }; drawComposer(); $("text").focus(); },
  edit: (message) => { about = { kind: "edit", message }; $("text").value = message.text; drawComposer(); $("text").focus(); },
  forward: (message) => {
    $("forward-list").replaceChildren(...places().map(({ chat, thread, title }) => h("li", {}, h("button", {
      type: "button",
      onclick: () => {
        $("forward").close();
        post("forward", { chat: place.chat, message_id: message.message_id, to: chat.id, thread: thread || null, user: actor().id });
      },
    }, title))));
    $("forward").showModal();
  },
  press: async (message, data, button) => {
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    try {
      const { query_id: id } = await post("press", { chat: place.chat, message_id: message.message_id, data, user: actor().id });
      if (!answered.delete(id)) {
        waiting.set(id, { message: message.message_id, chat: place.chat, data });
        setTimeout(() => { if (settle(id)) toast(word("noAnswer")); }, ANSWER_AWAITED);
      } else settleButton(button);
    } catch { settleButton(button); }
  },
};

const answered = new Set(); // answers that overtook the reply to their press

function settleButton(button) {
  button.classList.remove("waiting");
  button.removeAttribute("aria-busy");
}

// Stops the spinner of a query; false when it had stopped before.
function settle(id) {
  const query = waiting.get(id);
  if (!query) return false;
  waiting.delete(id);
  if (query.chat === place.chat) {
    for (const button of $("log").querySelectorAll(`[data-id="${query.message}"] .waiting`)) {
      if (button.dataset.data === query.data) settleButton(button);
    }
  }
  return true;
}

function element(message) {
  const chat = current();
  const own = chat.own.includes(message.message_id);
  const mine = !own && (chat.type === "channel" || message.from?.id === actor().id || (Boolean(message.sender_chat) && isAdmin(chat)));
  const drawn = bubble(message, { mine: mine && chat.type !== "channel", canEdit: mine && Boolean(message.text), act });
  for (const query of waiting.values()) {
    if (query.chat !== chat.id || query.message !== message.message_id) continue;
    for (const button of drawn.querySelectorAll(".key")) if (button.dataset.data === query.data) button.classList.add("waiting");
  }
  return drawn;
}

function drawLog() {
  const chat = current();
  const shown = chat.messages.filter((message) => threadOf(message, chat) === place.thread);
  $("log").replaceChildren(...shown.map(element));
  if (shown.every(isService)) {
    const start = chat.type === "private" ? h("button", { type: "button", class: "primary", onclick: () => send("/start") }, word("start")) : null;
    $("log").append(h("div", { class: "empty" }, h("p", {}, (chat.type === "private" && menu.description) || word("empty")), start));
  }
  bottom();
}

function bottom() { $("log").scrollTop = $("log").scrollHeight; }

function drawHead() {
  const chat = current();
  const entry = places().find((one) => one.chat === chat && one.thread === place.thread);
  $("chat-title").textContent = entry?.title ?? chat.title;
  const out = ["left", "kicked"].includes(chat.bot_status);
  $("chat-about").textContent = [word(chat.type), entry?.closed ? word("closed") : "", out ? word("out") : ""].filter(Boolean).join(" · ");
  $("anonymous-label").hidden = !(isAdmin(chat) && ["group", "supergroup"].includes(chat.type));
  $("standing").hidden = chat.type !== "private" && !isAdmin(chat);
  const words = chat.type === "private" ? ["unblock", "block"] : ["add", "remove"];
  $("standing").textContent = word(out ? words[0] : words[1]);
  $("standing").onclick = () => {
    const back = chat.type === "channel" || chat.is_forum ? "administrator" : "member";
    post("standing", { chat: chat.id, user: actor().id, status: out ? back : "kicked" });
  };
}

function drawComposer() {
  const chat = current();
  const barred = chat.type === "channel" && !isAdmin(chat);
  for (const control of ["text", "send", "attach", "commands"]) $(control).disabled = barred;
  $("text").placeholder = barred ? word("readOnly") : word("message");
  $("about").hidden = !about;
  if (about) $("about-what").textContent = word(about.kind === "reply" ? "replyingTo" : "editing") + (about.message.text ?? nameOf(about.message)).slice(0, 80);
  $("commands").hidden = !menu.commands.length;
  grow();
}

async function refresh() {
  if (!visibleChats().some((chat) => chat.id === place.chat)) moveTo(visibleChats()[0].id, 0);
  await loadMenu();
  $("bot-name").textContent = menu.name || world.bot.first_name;
  document.title = `${menu.name || world.bot.first_name} · ${word("title")}`;
  drawChats();
  drawHead();
  drawLog();
  drawComposer();
  if (!$("menu").hidden) suggest();
}

// The clock that bot and playground share, shown in the reader's own zone; a digest at nine is seen without waiting.
function drawClock() {
  $("clock").hidden = !world.clock_moves;
  const local = new Date((world.now - new Date().getTimezoneOffset() * 60) * 1000);
  $("clock-to").value = $("clock-to").min = local.toISOString().slice(0, 16);
}

// Sending.

function where() {
  return { chat: place.chat, thread: place.thread || null, user: actor().id, anonymous: !$("anonymous-label").hidden && $("anonymous").checked };
}

async function send(text) {
  const doing = about;
  about = null;
  if (doing?.kind === "edit") await post("edit", { chat: place.chat, message_id: doing.message.message_id, text });
  else await post("say", { ...where(), text, reply_to: doing?.message.message_id ?? null });
  drawComposer();
}

const inline = {
  where,
  picked: () => { $("text").value = ""; typed(); },
  toBot: (parameter) => { $("text").value = ""; go(actor().id, 0); send(`/start ${parameter}`); },
};

function typed() {
  const asked = typedInline();
  grow();
  if (asked === undefined) suggest(); // else what was offered stands until the next offer comes
  askInline(asked, inline);
}

async function submit() {
  const text = $("text").value.trim();
  if (!text || typedInline() !== undefined) return;
  $("text").value = "";
  hideMenu();
  try { await send(text); } catch { $("text").value = text; }
  grow();
}

async function upload(file) {
  const query = new URLSearchParams({ name: file.name, caption: $("text").value.trim() });
  for (const [name, value] of Object.entries(where())) if (value !== null) query.set(name, value);
  const response = await fetch(`/playground/documents?${query}`, {
    method: "POST", headers: { "Content-Type": file.type || "application/octet-stream" }, body: file,
  });
  if (response.ok) { $("text").value = ""; grow(); } else toast(word("failed") + (await response.json()).error);
}

// What comes in.

const handlers = {
  message(message) {
    const chat = chatOf(message.chat.id);
    if (!chat) { load(); return; }
    chat.messages.push(message);
    if (message.own) { chat.own.push(message.message_id); $("busy").hidden = true; }
    const thread = threadOf(message, chat);
    if (chat.id === place.chat && thread === place.thread) {
      $("log").querySelector(".empty")?.remove();
      $("log").append(element(message));
      bottom();
    } else if (message.own) unread.set(key(chat.id, thread), (unread.get(key(chat.id, thread)) ?? 0) + 1);
    drawChats();
  },
  edited(message) {
    const chat = chatOf(message.chat.id);
    const at = chat?.messages.findIndex((one) => one.message_id === message.message_id) ?? -1;
    if (at < 0) return;
    chat.messages[at] = message;
    if (chat.id === place.chat) $("log").querySelector(`[data-id="${message.message_id}"]`)?.replaceWith(element(message));
    drawChats();
  },
  deleted({ chat_id: id, message_id: number }) {
    const chat = chatOf(id);
    if (chat) chat.messages = chat.messages.filter((message) => message.message_id !== number);
    if (id === place.chat) $("log").querySelector(`[data-id="${number}"]`)?.remove();
    drawChats();
  },
  answered({ query_id: id, text, show_alert: alert }) {
    if (!settle(id)) answered.add(id);
    if (!text) return;
    if (alert) { $("alert-text").textContent = text; $("alert").showModal(); } else toast(text);
  },
  action({ chat_id: id, thread }) {
    if (id !== place.chat || (thread && thread !== place.thread)) return;
    $("busy").textContent = word("typing");
    $("busy").hidden = false;
    clearTimeout(busyTimer);
    busyTimer = setTimeout(() => { $("busy").hidden = true; }, ACTION_SHOWN);
  },
  clock: ({ now }) => { world.now = now; drawClock(); },
  commands: () => refresh(),
  profile: () => load(),
  chat: () => load(),
};

function connection(state) {
  $("link").dataset.state = state;
  $("link").title = word(state);
  $("link").setAttribute("aria-label", word(state));
}

function listen() {
  const source = new EventSource(`/playground/events?after=${world.last}`);
  source.addEventListener("open", () => connection("live"));
  source.addEventListener("error", () => connection("lost"));
  source.addEventListener("hello", (event) => { if (JSON.parse(event.data).boot !== world.boot) location.reload(); });
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => {
      if (Number(event.lastEventId) <= world.last) return; // a reload of the state has overtaken it
      world.last = Number(event.lastEventId);
      handle(JSON.parse(event.data));
    });
  }
}

async function load() {
  const chosen = $("user").value;
  await loadWorld();
  $("user").replaceChildren(...world.users.map((user) => h("option", { value: user.id }, user.first_name)));
  if (world.users.some((user) => String(user.id) === chosen)) $("user").value = chosen;
  $("language").value = actor().language_code;
  speak(actor().language_code in LANG_TAGS ? actor().language_code : "en");
  connection($("link").dataset.state);
  drawClock();
  await refresh();
}

$("user").addEventListener("change", load);
$("language").addEventListener("change", () => post("language", { user: actor().id, language: $("language").value }));
$("clock").addEventListener("submit", (event) => {
  event.preventDefault();
  post("clock", { to: new Date($("clock-to").value).getTime() / 1000 });
});
$("back").addEventListener("click", () => document.body.classList.remove("in-chat"));
$("about-cancel").addEventListener("click", () => { if (about?.kind === "edit") $("text").value = ""; about = null; drawComposer(); });
$("commands").addEventListener("click", toggleMenu);
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => { if ($("file").files[0]) await upload($("file").files[0]); $("file").value = ""; });
$("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
$("text").addEventListener("input", typed);
$("text").addEventListener("keydown", (event) => {
  if (event.isComposing) return; // an input method's Enter picks characters
  const sends = event.key === "Enter" && !event.shiftKey;
  const taken = menuTakes(event.key);
  if (taken || sends) event.preventDefault();
  if (sends && !taken) submit();
});

await load();
const [chat, thread] = location.hash.slice(1).split(":").map(Number);
if (visibleChats().some((one) => one.id === chat)) go(chat, thread);
listen();
