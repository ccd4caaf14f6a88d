import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  type Bridge,
  type CallReply,
  callChannel,
  offerChannel,
  streamChannel,
  streamTag,
} from './contract/wire';

let opened = 0;

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, { name, input }) as Promise<CallReply>,
  stream: (name, input) => {
    opened += 1;
    const id = `s${opened}`;
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(streamChannel, { name, input }, [port1]);
    // A port cannot pass contextBridge: it goes to the page as a window message.
    window.postMessage({ tag: streamTag, id }, window.location.origin, [port2]);
    return id;
  },
  offer: (files) =>
    ipcRenderer.invoke(
      offerChannel,
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ) as Promise<CallReply>,
};

contextBridge.exposeInMainWorld('bridge', bridge);
