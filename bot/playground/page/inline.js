// Inline mode: what stands behind the bot's name in the text box is asked for while it is typed; a result that is picked is posted.
import { hideMenu, offer, offerMore } from "/page/menu.js";
import { word } from "/page/words.js";
import { $, post, world } from "/page/world.js";

const PAUSE = 200; // ms without a key until the bot is asked
const NEAR = 40; // px above the end of the list where more is asked for

let newest = 0; // number of the last question: answers to older ones are dropped
let timer = 0;

// What is typed behind the bot's name; undefined in a text that is not for its inline mode.
export function typedInline() {
  const [, name, text] = /^@(\w+)\s([^]*)$/.exec($("text").value) ?? [];
  return name?.toLowerCase() === world.bot.username.toLowerCase() ? text.trim() : undefined;
}

// Asks for what is typed, unless it is something else. `where` tells who types in which chat, `picked` and `toBot` what to do then.
export function askInline(text, { where, picked, toBot }) {
  const number = ++newest;
  clearTimeout(timer);
  $("menu").classList.toggle("offers", text !== undefined);
  $("menu").onscroll = null;
  $("menu").inert = text !== undefined; // what was offered for other words is not picked any more
  if (text === undefined) return;

  const fetchPage = async (offset) => {
    const told = await post("inline", { ...where(), text, offset });
    return number === newest ? told : { results: [], next_offset: "" };
  };
  const options = ({ results, query_id: query }) => results.map(({ id, title, description }) => ({
    label: title,
    detail: description,
    pick: async () => { await post("pick", { ...where(), query_id: query, result_id: id }); picked(); },
  }));
  const follow = (next) => {
    $("menu").onscroll = !next ? null : async () => {
      if ($("menu").scrollTop + $("menu").clientHeight < $("menu").scrollHeight - NEAR) return;
      $("menu").onscroll = null;
      const told = await fetchPage(next);
      if (number !== newest) return;
      offerMore(options(told));
      follow(told.next_offset);
    };
  };

  timer = setTimeout(async () => {
    const told = await fetchPage("");
    if (number !== newest) return;
    const button = told.button ? [{ label: told.button.text, detail: word("private"), pick: () => toBot(told.button.start_parameter) }] : [];
    offer([...button, ...options(told)]);
    if (!button.length && !told.results.length) hideMenu();
    follow(told.next_offset);
  }, PAUSE);
}
