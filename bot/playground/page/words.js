// The page's own words, in the language of whoever acts.
const WORDS = {
  "zh-hant": {
    title: "試玩場", actAs: "扮演", language: "語言", chats: "對話", back: "返回對話列表", conversation: "訊息",
    anonymous: "匿名管理員", commands: "指令", attach: "傳送檔案", message: "輸入訊息…", send: "傳送", ok: "好", cancel: "取消",
    forwardTo: "轉傳到…", reply: "回覆", edit: "編輯", forward: "轉傳", edited: "已編輯", forwarded: "轉傳自", general: "一般",
    private: "私訊", group: "群組", supergroup: "論壇", channel: "頻道", start: "開始", empty: "還沒有訊息",
    hint: "Enter 送出，Shift+Enter 換行，輸入 / 看指令，輸入 @ 貼引述。這裡的一切都只在這台電腦上。",
    typing: "機器人正在輸入…", replyingTo: "回覆：", editing: "編輯：", download: "下載", topicCreated: "建立了主題", topicClosed: "關閉了主題", topicReopened: "重新開啟了主題", migrated: "把群組升級成超級群組", via: "透過", inline: "打一個名字或幾個字，貼出引述",
    block: "封鎖機器人", unblock: "解除封鎖", remove: "移除機器人", add: "加入機器人", out: "機器人不在這裡",
    live: "已連線", lost: "連線中斷，重試中…", connecting: "連線中…", readOnly: "只有管理員能在頻道發文", spoiler: "隱藏的文字，按下顯示",
    waiting: "等待機器人回應", noAnswer: "機器人沒有回應", pressed: "按下", closed: "已關閉", more: "展開或收合引文", clock: "時鐘", setClock: "往前撥", failed: "沒有成功：",
  },
  en: {
    title: "Playground", actAs: "Act as", language: "Language", chats: "Chats", back: "Back to the chats", conversation: "Messages",
    anonymous: "Anonymous admin", commands: "Commands", attach: "Send a file", message: "Write a message…", send: "Send", ok: "OK", cancel: "Cancel",
    forwardTo: "Forward to…", reply: "Reply", edit: "Edit", forward: "Forward", edited: "edited", forwarded: "Forwarded from", general: "General",
    private: "private chat", group: "group", supergroup: "forum", channel: "channel", start: "Start", empty: "No messages yet",
    hint: "Enter sends, Shift+Enter breaks the line, / shows the commands, @ posts a quote. Everything here stays on this machine.",
    typing: "The bot is typing…", replyingTo: "Reply to: ", editing: "Edit: ", download: "Download", topicCreated: "opened the topic", topicClosed: "closed the topic", topicReopened: "reopened the topic", migrated: "made the group a supergroup", via: "via", inline: "type a name or some words to post a quote",
    block: "Block the bot", unblock: "Unblock the bot", remove: "Remove the bot", add: "Add the bot", out: "the bot is not here",
    live: "Connected", lost: "Connection lost, trying again…", connecting: "Connecting…", readOnly: "Only administrators post in a channel", spoiler: "Hidden text, press to show",
    waiting: "Waiting for the bot", noAnswer: "The bot did not answer", pressed: "Press", closed: "closed", more: "Show or hide the rest of the quotation", clock: "Clock", setClock: "Set forward", failed: "That did not work: ",
  },
  "zh-hans": {
    title: "试玩场", actAs: "扮演", language: "语言", chats: "对话", back: "返回对话列表", conversation: "消息",
    anonymous: "匿名管理员", commands: "命令", attach: "发送文件", message: "输入消息…", send: "发送", ok: "好", cancel: "取消",
    forwardTo: "转发到…", reply: "回复", edit: "编辑", forward: "转发", edited: "已编辑", forwarded: "转发自", general: "常规",
    private: "私聊", group: "群组", supergroup: "论坛", channel: "频道", start: "开始", empty: "还没有消息",
    hint: "Enter 发送，Shift+Enter 换行，输入 / 看命令，输入 @ 发引述。这里的一切都只在这台电脑上。",
    typing: "机器人正在输入…", replyingTo: "回复：", editing: "编辑：", download: "下载", topicCreated: "创建了话题", topicClosed: "关闭了话题", topicReopened: "重新打开了话题", migrated: "把群组升级成超级群组", via: "通过", inline: "输入名字或几个字，发布引述",
    block: "屏蔽机器人", unblock: "解除屏蔽", remove: "移除机器人", add: "加入机器人", out: "机器人不在这里",
    live: "已连接", lost: "连接中断，重试中…", connecting: "连接中…", readOnly: "只有管理员能在频道发文", spoiler: "隐藏的文字，按下显示",
    waiting: "等待机器人回应", noAnswer: "机器人没有回应", pressed: "按下", closed: "已关闭", more: "展开或收起引文", clock: "时钟", setClock: "往前拨", failed: "没有成功：",
  },
};

let language = "zh-hant";

export const LANG_TAGS = { "zh-hant": "zh-Hant", "zh-hans": "zh-Hans", en: "en" };

export const word = (key) => WORDS[language][key];

// Fills every element that names a word: as its text, its label, or its placeholder.
export function speak(newLanguage) {
  language = newLanguage;
  document.documentElement.lang = LANG_TAGS[language];
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.tagName === "TEXTAREA") element.placeholder = word(element.dataset.label);
    else if (element.tagName === "BUTTON") element.title = word(element.dataset.label);
  }
}
