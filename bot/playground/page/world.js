// What the page knows: the world as the server tells it, where in it the reader is, and how to act in it.
import { word } from "/page/words.js";

export const $ = (id) => document.getElementById(id);
const TOAST_SHOWN = 4000; // ms

export let world = { users: [], chats: [], bot: {}, boot: "", last: 0 };
export let place = { chat: 0, thread: 0 }; // thread 0: the whole chat; in a forum 1 is General
export let menu = { commands: [], name: "", description: "" };

// Takes the state anew; one that is older than the events already seen is asked for again.
export async function loadWorld() {
  let told;
  do told = await (await fetch("/playground/state")).json();
  while (told.boot === world.boot && told.last < world.last);
  world = told;
}

export function moveTo(chat, thread) { place = { chat, thread }; }

let asked = 0;

export async function loadMenu() {
  const number = ++asked;
  const response = await fetch(`/playground/menu?chat=${place.chat}&user=${actor().id}`);
  const told = await response.json();
  if (response.ok && number === asked) menu = told; // an answer that was overtaken is old
}

export const actor = () => world.users.find((user) => user.id === Number($("user").value)) ?? world.users[0];
export const chatOf = (id) => world.chats.find((chat) => chat.id === id);
export const current = () => chatOf(place.chat);
export const threadOf = (message, chat) => (chat.is_forum ? message.message_thread_id ?? 1 : 0);
export const key = (chat, thread) => `${chat}:${thread}`;
export const isAdmin = (chat) => ["creator", "administrator"].includes(chat.members[actor().id]);

export async function post(act, body) {
  const response = await fetch(`/playground/${act}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) { toast(word("failed") + answer.error); throw new Error(answer.error); }
  return answer;
}

export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, TOAST_SHOWN);
}

export function visibleChats() {
  return world.chats.filter((chat) => (chat.type === "private" ? chat.id === actor().id : chat.members[actor().id]));
}

export function places() {
  return visibleChats().flatMap((chat) => {
    const title = chat.type === "private" ? menu.name || world.bot.first_name : chat.title;
    if (!chat.is_forum) return [{ chat, thread: 0, title }];
    const topics = [{ id: 1, name: word("general") }, ...chat.topics];
    return topics.map((topic) => ({ chat, thread: topic.id, title: `${title} › ${topic.name}`, topic: topic.name, closed: topic.closed }));
  });
}
